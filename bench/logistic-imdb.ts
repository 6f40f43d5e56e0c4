/** @file logistic-imdb: the fit of a logistic regression on (1,2)-gram sublinear TF-IDF of IMDb's official training half. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Benchmark, benchData, benchFolder, measureNode, measurePython } from "./harness.ts";

const folder = benchFolder("logistic-imdb");

export default {
  name: "logistic-imdb",
  summary: "fit on 25,000 × 1.5 million features, C = 10, against scikit-learn's LogisticRegression (lbfgs)",
  unit: "seconds",
  better: "lower",
  target: 0.25,
  async prepare() {
    if (existsSync(path.join(folder, "matrix.json"))) return;
    const files = ["imdb/imdb-50k.csv.gz", "imdb/imdb-50k-splits.csv.gz"].map(benchData);
    await measurePython("logistic_imdb.py", ["prepare", folder, ...files]);
  },
  cases: [
    {
      name: "25k",
      ours: () => measureNode("sides/logistic-imdb.ts", [folder]),
      peer: () => measurePython("logistic_imdb.py", ["fit", folder]),
    },
  ],
} satisfies Benchmark;
