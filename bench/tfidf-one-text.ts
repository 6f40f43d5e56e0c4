/** @file `tfidf-one-text`: one text at a time encoded by a fitted TF-IDF, as a server does, against scikit-learn. */
import { type Benchmark, benchFolder, measureNode, measurePython } from "./harness.ts";
import { prepareImdbTexts } from "./sides/imdb-texts.ts";

const folder = benchFolder("imdb-texts");

const benchmark: Benchmark = {
  name: "tfidf-one-text",
  summary:
    "Encode 2,000 reviews, or their first 100 characters, one by one with words and pairs of 25,000 others (minDf 2). Peer: TfidfVectorizer.transform.",
  unit: "µs",
  better: "lower",
  target: 0.1,
  rounds: 1,
  async prepare() {
    await prepareImdbTexts();
  },
  cases: [
    ["whole reviews", "100000"],
    ["first 100 characters", "100"],
  ].map(([name, characters]) => ({
    name: name!,
    ours: () => measureNode("sides/tfidf-one-text.ts", [folder, characters!]),
    peer: () => measurePython("tfidf_one_text.py", [folder, characters!]),
  })),
};
export default benchmark;
