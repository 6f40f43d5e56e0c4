/** @file near-duplicates: all pairs of 50,000 reviews with a Jaccard similarity of at least 0.8, against datasketch. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Benchmark, benchFolder, type Measurement, measureNode, measurePython } from "./harness.ts";
import { prepareImdbTexts } from "./sides/imdb-texts.ts";

const folder = benchFolder("imdb-texts");
const truth = path.join(folder, "similar-pairs.json");
const rows = 50_000;

const measureOurs = (count: number) => measureNode("sides/near-duplicates.ts", [folder, truth, String(count)]);

export default {
  name: "near-duplicates",
  summary:
    "all pairs of reviews with Jaccard >= 0.8 of runs of 3 words, from texts in memory. Peer: datasketch, the same shingles, 128 permutations, candidates verified. Recall: against all pairs, found exactly.",
  unit: "s",
  better: "lower",
  target: 0.1,
  rounds: 2,
  async prepare() {
    await prepareImdbTexts();
    if (!existsSync(truth)) await measurePython("near_duplicates.py", ["truth", folder, truth, String(rows)]);
  },
  cases: [
    {
      name: "50,000 reviews",
      async ours(): Promise<Measurement> {
        const half = await measureOurs(rows / 2);
        const whole = await measureOurs(rows);
        return { ...whole, facts: { ...whole.facts, growthWhenDoubled: whole.value / half.value } };
      },
      peer: () => measurePython("near_duplicates.py", ["datasketch", folder, truth, String(rows)]),
    },
  ],
} satisfies Benchmark;
