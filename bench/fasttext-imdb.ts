/** @file `fasttext-imdb`: fast-text with bigrams on IMDb's official split, against fastText's C++, two threads each. */
import { imdbHalves, type LabelledTexts } from "./sides/accuracy-splits.ts";
import { fastTextBenchmark } from "./sides/fasttext-benchmark.ts";

export default fastTextBenchmark(
  "fasttext-imdb",
  "25,000 reviews, bigrams, width 10, 5 epochs, 2 threads, reading and writing; then answers for 25,000 others.",
  { dim: 10, epoch: 5, wordNgrams: 2, threads: 2, learningRate: { ours: 1, peer: 1 } },
  async () => {
    const [halves] = await imdbHalves();
    const pairs = ({ texts, labels }: LabelledTexts) => texts.map((text, row) => ({ label: labels[row]!, text }));
    return { train: pairs(halves!.train), test: pairs(halves!.test) };
  },
);
