import { test } from "node:test";
import { withoutPeers } from "./peer-python.ts";
import { withoutData } from "./shared-data.ts";
import { compareFeatures } from "./text-features.ts";

const imdb = "imdb/imdb-50k.csv.gz";
const tweets = "multilingual-tweets/multilingual-tweets.csv.gz";

test("unigrams of all IMDb reviews are scikit-learn's", { skip: withoutPeers() || withoutData(imdb) }, () =>
  compareFeatures({ file: imdb, column: "review", rows: 0 }, [{ name: "unigrams", settings: { type: "tfidf/v1" } }]),
);

test("n-grams and options on some IMDb reviews are scikit-learn's", { skip: withoutPeers() || withoutData(imdb) }, () =>
  compareFeatures({ file: imdb, column: "review", rows: 1500 }, [
    { name: "bigrams", settings: { type: "tfidf/v1", ngramRange: [1, 2], sublinearTf: true } },
    { name: "char_wb", settings: { type: "tfidf/v1", analyzer: "char_wb", ngramRange: [2, 4] } },
    { name: "trigrams", settings: { type: "tfidf/v1", ngramRange: [2, 3], minDf: 2, maxDf: 0.5, norm: "l1" } },
    { name: "stop", settings: { type: "tfidf/v1", stopWords: "english", ngramRange: [1, 2], binary: true } },
    { name: "plain", settings: { type: "tfidf/v1", useIdf: false, norm: null, lowercase: false } },
    { name: "pattern", settings: { type: "tfidf/v1", tokenPattern: "(?u)<(\\w+)|[\\w'-]+", smoothIdf: false } },
  ]),
);

test("multilingual tweets are scikit-learn's", { skip: withoutPeers() || withoutData(tweets) }, () =>
  compareFeatures({ file: tweets, column: "text", rows: 0 }, [
    { name: "unigrams", settings: { type: "tfidf/v1" } },
    { name: "bigrams", settings: { type: "tfidf/v1", ngramRange: [1, 2], tokenPattern: "(?u)\\b\\w+\\b" } },
    { name: "char_wb", settings: { type: "tfidf/v1", analyzer: "char_wb", ngramRange: [2, 4] } },
    { name: "char", settings: { type: "tfidf/v1", analyzer: "char", ngramRange: [1, 3], stripAccents: "unicode" } },
    { name: "ascii", settings: { type: "tfidf/v1", stripAccents: "ascii" } },
    { name: "marks", settings: { type: "tfidf/v1", tokenPattern: "(?u)\\w+|[^\\w\\s]", ngramRange: [1, 3] } },
    { name: "case", settings: { type: "tfidf/v1", lowercase: false, tokenPattern: "(?u)\\S+" } },
    { name: "hashing", settings: { type: "hashing/v1" } },
    {
      name: "hashed-characters",
      settings: { type: "hashing/v1", analyzer: "char_wb", ngramRange: [2, 3], features: 999 },
    },
    { name: "hashed-counts", settings: { type: "hashing/v1", features: 4096, alternateSign: false, norm: null } },
  ]),
);
