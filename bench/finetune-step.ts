/** @file A full fine-tuning step of a BERT of 6 layers × 384, batches of 16 × 128 tokens, fp32, AdamW, two threads, against PyTorch, eager or compiled, whichever is faster. */
import type { Benchmark } from "./harness.ts";
import { endSteps, fasterSteps, ourSteps, peerSteps } from "./stepwise.ts";

const ours = ourSteps("sides/finetune-step.ts", ["6", "384", "16"]);
const eager = peerSteps("finetune_step.py", ["--shape", "6x384"]);
const compiled = peerSteps("finetune_step.py", ["--shape", "6x384", "--mode", "compiled"]);

const benchmark: Benchmark = {
  name: "finetune-step",
  summary:
    "a full fine-tuning step of a BERT of 6 layers × 384, batches of 16 × 128 tokens, fp32, AdamW, two threads; PyTorch eager or compiled, whichever is faster; steps by turns",
  unit: "ms",
  better: "lower",
  target: 1,
  rounds: 5,
  finish: endSteps,
  cases: [{ name: "6 × 384", ours: () => ours(1), peer: () => fasterSteps(eager, compiled) }],
};

export default benchmark;
