/** @file learn-unigram: a Unigram tokenizer of 8,000 tokens learnt from 10,000 reviews, against the tokenizers package. */
import { type Benchmark, benchFolder, measureNode, measurePython } from "./harness.ts";
import { prepareImdbTexts } from "./sides/imdb-texts.ts";

const folder = benchFolder("imdb-texts");
const tokenizer = benchFolder("learn-unigram");
const rows = "10000";

export default {
  name: "learn-unigram",
  summary:
    "a Unigram tokenizer of 8,000 tokens from 10,000 reviews in memory, lower-cased; one thread. Peer: tokenizers (Rust), the same normaliser and pre-tokeniser, two threads. Facts: how many pieces both have, and the mean logarithm of the probability per character of the first 2,000 reviews.",
  unit: "s",
  better: "lower",
  target: 1,
  rounds: 2,
  async prepare() {
    await prepareImdbTexts();
  },
  cases: [
    {
      name: "10,000 reviews",
      ours: () => measureNode("sides/learn-unigram.ts", [folder, tokenizer, rows]),
      peer: () => measurePython("learn_unigram.py", [folder, tokenizer, rows]),
    },
  ],
} satisfies Benchmark;
