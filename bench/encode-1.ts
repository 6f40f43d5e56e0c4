/** @file Embeddings of one text at a time by MiniLM, 32 and 128 tokens a text, tokenising included, two threads, against PyTorch. */
import type { Benchmark } from "./harness.ts";
import { encodeCases, encoderFolder } from "./sides/encode-cases.ts";
import { endSteps, peerSteps } from "./stepwise.ts";

const benchmark: Benchmark = {
  name: "encode-1",
  summary:
    "embeddings of one text at a time by MiniLM, 32 and 128 tokens a text, tokenising included, two threads, against PyTorch in fp32; by turns",
  unit: "ms",
  better: "lower",
  target: 0.75,
  rounds: 5,
  finish: endSteps,
  cases: encodeCases(1, (batch, tokens) =>
    peerSteps("encode.py", [encoderFolder, "--batch", batch, "--tokens", tokens]),
  ),
};

export default benchmark;
