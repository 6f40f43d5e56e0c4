/** @file `normalise`: megabytes a second of each normaliser on one thread, against Python's standard library. */
import { type Benchmark, benchFolder, measureNode, measurePython } from "./harness.ts";
import { prepareImdbTexts } from "./sides/imdb-texts.ts";

const folder = benchFolder("imdb-texts");
const lists = [
  "unicode",
  "html",
  "urls",
  "mails",
  "user-names",
  "numbers",
  "emoji",
  "repeated-letters",
  "lower-case",
  "accents",
  "html,lower-case",
];

const benchmark: Benchmark = {
  name: "normalise",
  summary:
    "Normalise 50,000 reviews in memory, one thread. Peer: re, html, unicodedata and str of Python's standard library.",
  unit: "MB/s",
  better: "higher",
  target: 1,
  rounds: 1,
  async prepare() {
    await prepareImdbTexts();
  },
  cases: lists.map((names) => ({
    name: names,
    ours: () => measureNode("sides/normalise.ts", [folder, names]),
    peer: () => measurePython("normalise.py", [folder, names]),
  })),
};
export default benchmark;
