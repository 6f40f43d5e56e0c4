/** @file nb-imdb: log-count ratios over 1–3-grams of IMDb's official split, from training to test accuracy. */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Benchmark, benchFolder, measureNode, measurePython } from "./harness.ts";
import { imdbHalves } from "./sides/accuracy-splits.ts";

const folder = benchFolder("nb-imdb");

export default {
  name: "nb-imdb",
  summary:
    "train on 25,000 reviews with 1–3-grams and marks, answer for 25,000 others, against the same in scikit-learn",
  unit: "seconds",
  better: "lower",
  target: 0.15,
  async prepare() {
    if (existsSync(path.join(folder, "test.jsonl"))) return;
    const [halves] = await imdbHalves();
    for (const half of ["train", "test"] as const) {
      const { texts, labels } = halves![half];
      const lines = texts.map((text, row) => JSON.stringify([text, labels[row] === "positive" ? 1 : 0]));
      writeFileSync(path.join(folder, `${half}.jsonl`), `${lines.join("\n")}\n`);
    }
  },
  cases: [
    {
      name: "25k",
      ours: () => measureNode("sides/nb-imdb.ts", [folder]),
      peer: () => measurePython("nb_imdb.py", [folder]),
    },
  ],
} satisfies Benchmark;
