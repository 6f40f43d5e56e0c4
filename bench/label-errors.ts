/** @file label-errors: finding 5 % of labels that were flipped at random, from the same out-of-fold probabilities as cleanlab. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Benchmark, benchFolder, measureNode, measurePython } from "./harness.ts";
import { prepareFlippedLabels } from "./sides/flipped-labels.ts";

const sets = [
  { name: "SST-2, 67,349 phrases", file: "sst2/sst2-train.csv.gz", text: "text" },
  { name: "AG News, 7,600 descriptions", file: "ag-news/ag-news-test.csv.gz", text: "description" },
].map((set) => ({ ...set, folder: benchFolder("label-errors", path.basename(set.file, ".csv.gz")) }));

export default {
  name: "label-errors",
  summary:
    "find 5 % injected label flips from the same probabilities. Peer: cleanlab's find_label_issues and get_label_quality_scores. Facts: average precision of the ranking of all rows.",
  unit: "s",
  better: "lower",
  target: 1,
  async prepare() {
    for (const { file, text, folder } of sets)
      if (!existsSync(path.join(folder, "facts.json"))) await prepareFlippedLabels(file, text, folder);
  },
  cases: sets.map(({ name, folder }) => ({
    name,
    ours: () => measureNode("sides/label-errors.ts", [folder]),
    peer: () => measurePython("label_errors.py", [folder]),
  })),
} satisfies Benchmark;
