/** @file `fasttext-imdb`: fast-text with bigrams on IMDb's official split, against fastText's C++, two threads each. */
import { readDataset } from "../src/lifecycle/data/index.ts";
import { textAt } from "../src/lifecycle/text/index.ts";
import { benchData } from "./harness.ts";
import { fastTextBenchmark, type LabelledText } from "./sides/fasttext-benchmark.ts";

export default fastTextBenchmark(
  "fasttext-imdb",
  "25,000 reviews, bigrams, width 10, 5 epochs, 2 threads, reading and writing; then answers for 25,000 others.",
  { dim: 10, epoch: 5, wordNgrams: 2, threads: 2, learningRate: { ours: 1, peer: 1 } },
  async () => {
    const reviews = await readDataset(benchData("imdb/imdb-50k.csv.gz"));
    const splits = await readDataset(benchData("imdb/imdb-50k-splits.csv.gz"), { text: "row", label: "split" });
    const parts: Record<"train" | "test", LabelledText[]> = { train: [], test: [] };
    for (let at = 0; at < splits.rows; at++) {
      const row = Number(textAt(splits.texts, at));
      const part = splits.labels.names[splits.labels.ids[at]!] as "train" | "test";
      parts[part].push({
        label: reviews.labels.names[reviews.labels.ids[row]!]!,
        text: textAt(reviews.texts, row),
      });
    }
    return parts;
  },
);
