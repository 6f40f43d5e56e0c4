/** @file `tfidf-unigram`: TF-IDF over words, fitted and transformed, against scikit-learn. */
import { tfidfBenchmark } from "./sides/tfidf-benchmark.ts";

export default tfidfBenchmark(
  "tfidf-unigram",
  "Fit and transform TF-IDF over words of 50,000 reviews in memory. Peer: scikit-learn's TfidfVectorizer.",
  1,
  0.15,
);
