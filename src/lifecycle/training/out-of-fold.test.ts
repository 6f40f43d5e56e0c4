import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { textColumn } from "../text/index.ts";
import { tfidfConfig } from "../text/tfidf.config.ts";
import { convexConfig } from "./convex.config.ts";
import { outOfFold } from "./index.ts";

const settings = {
  text: tfidfConfig.parse({ type: "tfidf/v1" }),
  model: { type: "logistic-regression/v1" },
  training: convexConfig.parse({ type: "convex/v1" }),
  seed: 0,
  threads: 1,
} as const;

test("each row is scored by a model that was not fitted on it", async () => {
  const random = createRandom("out of fold");
  const rows = 60;
  const labelIds = Int32Array.from({ length: rows }, (_, row) => row % 2);
  // A word of its own tells each text's label to a model that saw the text, and nothing to one that did not.
  const texts = textColumn(Array.from(labelIds, (_, row) => `own${row} noise${random.integer(5)}`));
  const of = (test: (row: number) => boolean) => Uint32Array.from(Array.from(labelIds.keys()).filter(test));
  const folds = [0, 1, 2].map((fold) => ({
    train: of((row) => row % 3 !== fold && row !== 59),
    validation: new Uint32Array(),
    test: of((row) => row % 3 === fold && row !== 59),
  }));
  const { probabilities, fits } = await outOfFold(settings, { labels: ["no", "yes"], texts, labelIds }, folds);
  assert.equal(fits.length, 3);
  assert.deepEqual([...probabilities.subarray(118)], [Number.NaN, Number.NaN], "no fold tests row 59");
  for (let row = 0; row < 59; row++) {
    const [no, yes] = probabilities.subarray(row * 2, row * 2 + 2);
    assert.ok(Math.abs(no! + yes! - 1) < 1e-6);
    assert.ok(Math.abs(yes! - 0.5) < 0.3, `row ${row} was recognised: ${yes}`);
  }
});
