/**
 * @file `fasttext-agnews`: fast-text on as many rows as AG News has. Its 120,000 training rows are not at hand: four fifths
 * of the 7,600 test rows, repeated with seeded noise, stand for them, and the rest, repeated, for the test rows. The
 * figures compare the two sides on the same rows; the accuracy is not that of published work.
 */
import { createRandom } from "../src/foundation/index.ts";
import { readDataset } from "../src/lifecycle/data/index.ts";
import { textAt } from "../src/lifecycle/text/index.ts";
import { benchData } from "./harness.ts";
import { fastTextBenchmark } from "./sides/fasttext-benchmark.ts";
import { noisyRows } from "./sides/noisy-rows.ts";

export default fastTextBenchmark(
  "fasttext-agnews",
  "120,000 rows made of 6,080 of AG News with noise (its training rows are not at hand), bigrams, width 10, 5 epochs, 2 threads; answers for 7,600 made of 1,520 others.",
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
    const random = createRandom("fasttext-agnews-noise");
    return {
      train: [...noisyRows(all.slice(0, cut), 120_000, random)],
      test: Array.from({ length: 7600 }, (_, row) => all[cut + (row % (rows - cut))]!),
    };
  },
);
