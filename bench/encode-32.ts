/** @file Embeddings of 32 texts at a time by MiniLM, 32 and 128 tokens a text, tokenising included, two threads, against PyTorch. */
import type { Benchmark } from "./harness.ts";
import { encodeCases, encoderFolder } from "./sides/encode-cases.ts";
import { endSteps, peerSteps } from "./stepwise.ts";

const benchmark: Benchmark = {
  name: "encode-32",
  summary:
    "embeddings of 32 texts at a time by MiniLM, 32 and 128 tokens a text, tokenising included, two threads, against PyTorch in fp32; by turns",
  unit: "ms",
  better: "lower",
  target: 0.9,
  rounds: 5,
  finish: endSteps,
  cases: encodeCases(32, (batch, tokens) =>
    peerSteps("encode.py", [encoderFolder, "--batch", batch, "--tokens", tokens]),
  ),
};

export default benchmark;
