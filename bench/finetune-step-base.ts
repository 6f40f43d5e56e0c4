/** @file A full fine-tuning step of BERT-base (12 layers × 768), batches of 8 × 128 tokens, fp32, AdamW, two threads, against PyTorch, eager or compiled, whichever is faster. */
import type { Benchmark } from "./harness.ts";
import { endSteps, fasterSteps, ourSteps, peerSteps } from "./stepwise.ts";

const ours = ourSteps("sides/finetune-step.ts", ["12", "768", "8"]);
const eager = peerSteps("finetune_step.py", ["--shape", "12x768"]);
const compiled = peerSteps("finetune_step.py", ["--shape", "12x768", "--mode", "compiled"]);

const benchmark: Benchmark = {
  name: "finetune-step-base",
  summary:
    "a full fine-tuning step of BERT-base (12 layers × 768), batches of 8 × 128 tokens, fp32, AdamW, two threads; PyTorch eager or compiled, whichever is faster; steps by turns",
  unit: "ms",
  better: "lower",
  target: 1,
  rounds: 5,
  finish: endSteps,
  cases: [{ name: "12 × 768", ours: () => ours(1), peer: () => fasterSteps(eager, compiled) }],
};

export default benchmark;
