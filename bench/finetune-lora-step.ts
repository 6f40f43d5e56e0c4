/** @file A step with LoRA of rank 8 on queries and values of a BERT of 6 layers × 384, batches of 16 × 128 tokens, fp32, AdamW, two threads, against peft. */
import type { Benchmark } from "./harness.ts";
import { endSteps, ourSteps, peerSteps } from "./stepwise.ts";

const ours = ourSteps("sides/finetune-step.ts", ["6", "384", "16", "8"]);
const peer = peerSteps("finetune_step.py", ["--shape", "6x384", "--lora", "8"]);

const benchmark: Benchmark = {
  name: "finetune-lora-step",
  summary:
    "a step with LoRA of rank 8 on queries and values of a BERT of 6 layers × 384, batches of 16 × 128 tokens, fp32, AdamW, two threads; peft; steps by turns",
  unit: "ms",
  better: "lower",
  target: 0.9,
  rounds: 5,
  finish: endSteps,
  cases: [{ name: "rank 8", ours: () => ours(1), peer: () => peer(1) }],
};

export default benchmark;
