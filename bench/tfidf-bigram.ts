/** @file `tfidf-bigram`: TF-IDF over words and word pairs, fitted and transformed, against scikit-learn. */
import { tfidfBenchmark } from "./sides/tfidf-benchmark.ts";

export default tfidfBenchmark(
  "tfidf-bigram",
  "Fit and transform TF-IDF over words and pairs of 50,000 reviews in memory. Peer: scikit-learn's TfidfVectorizer.",
  2,
  0.1,
);
