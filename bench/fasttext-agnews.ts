/**
 * @file `fasttext-agnews`: the same on AG News. Its 120,000 training rows are not at hand, so both sides learn from four
 * fifths of the 7,600 test rows and answer for the rest: the figures compare the two sides, not with published ones.
 */
import { createRandom } from "../src/foundation/index.ts";
import { readDataset } from "../src/lifecycle/data/index.ts";
import { textAt } from "../src/lifecycle/text/index.ts";
import { benchData } from "./harness.ts";
import { fastTextBenchmark } from "./sides/fasttext-benchmark.ts";

export default fastTextBenchmark(
  "fasttext-agnews",
  "6,080 of AG News' 7,600 test rows (the training rows are not at hand), bigrams, width 10, 5 epochs, 2 threads; answers for 1,520.",
  { dim: 10, epoch: 5, wordNgrams: 2, threads: 2, learningRate: { ours: 1, peer: 1 } },
  async () => {
    const file = benchData("ag-news/ag-news-test.csv.gz");
    const { texts, labels, rows, extra } = await readDataset(file, {
      text: "description",
      label: "label",
      extra: ["title"],
    });
    const all = Array.from(createRandom("fasttext-agnews").permutation(rows), (row) => ({
      label: labels.names[labels.ids[row]!]!,
      text: `${extra["title"]![row]} ${textAt(texts, row)}`,
    }));
    const cut = Math.floor(rows * 0.8);
    return { train: all.slice(0, cut), test: all.slice(cut) };
  },
);
