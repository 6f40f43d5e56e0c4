/** @file `unicode-words`: words by Unicode's rules, against Intl.Segmenter (ICU) on the same texts in the same process's kind. */
import { type Benchmark, benchFolder, measureNode } from "./harness.ts";
import { prepareImdbTexts } from "./sides/imdb-texts.ts";

const folder = benchFolder("imdb-texts");
const measure = (side: string, texts: string) => measureNode("sides/unicode-words.ts", [side, texts, folder]);

const benchmark: Benchmark = {
  name: "unicode-words",
  summary:
    "Cut 10,000 English reviews, and the Arabic, German and Chinese texts of multilingual sets, into words. Peer: Intl.Segmenter of Node's ICU; the words are the same.",
  unit: "MB/s",
  better: "higher",
  target: 0.8,
  rounds: 1,
  async prepare() {
    await prepareImdbTexts();
  },
  cases: ["english", "arabic", "german", "chinese"].map((texts) => ({
    name: texts,
    ours: () => measure("ours", texts),
    peer: () => measure("icu", texts),
  })),
};
export default benchmark;
