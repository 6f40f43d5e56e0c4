import { test } from "node:test";
import { withoutPeers } from "../parity/peer-python.ts";
import { withoutData } from "../parity/shared-data.ts";
import { compareFeatures } from "../parity/text-features.ts";

const imdb = "imdb/imdb-50k.csv.gz";

test("n-grams of all IMDb reviews are scikit-learn's", { skip: withoutPeers() || withoutData(imdb) }, async () => {
  const texts = { file: imdb, column: "review", rows: 0 };
  await compareFeatures(texts, [{ name: "bigrams", settings: { type: "tfidf/v1", ngramRange: [1, 2] } }]);
  await compareFeatures(texts, [
    { name: "char_wb", settings: { type: "tfidf/v1", analyzer: "char_wb", ngramRange: [2, 4] } },
  ]);
});
