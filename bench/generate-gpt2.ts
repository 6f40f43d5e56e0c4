/** @file 100 tokens that GPT-2 writes greedily, with a cache, two threads, against transformers. */
import assert from "node:assert/strict";
import type { Benchmark, Measurement } from "./harness.ts";
import { gpt2Folder, PROMPT, prepareGpt2Small } from "./sides/gpt2-small.ts";
import { endSteps, ourSteps, peerSteps, type Steps } from "./stepwise.ts";

const ours = ourSteps("sides/generate-gpt2.ts", [gpt2Folder, PROMPT]);
const peer = peerSteps("generate_gpt2.py", [gpt2Folder, PROMPT]);

let written: Measurement["facts"];

/** One text; both sides must write the same. */
async function sameText(side: Steps): Promise<Measurement> {
  const measured = await side(1);
  written ??= measured.facts;
  assert.deepEqual(measured.facts, written, "the two sides wrote different tokens");
  return measured;
}

const benchmark: Benchmark = {
  name: "generate-gpt2",
  summary:
    "100 tokens after a prompt of 32, greedily and with a cache, by a GPT-2 of the small shape (12 layers × 768, 12 heads, 50,257 tokens) with random weights, fp32, two threads; transformers' generate; texts by turns",
  unit: "ms",
  better: "lower",
  target: 0.8,
  rounds: 5,
  prepare: prepareGpt2Small,
  finish: endSteps,
  cases: [{ name: "100 tokens", ours: () => sameText(ours), peer: () => sameText(peer) }],
};

export default benchmark;
