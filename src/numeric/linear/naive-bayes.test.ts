import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CompressedRows } from "../sparse/index.ts";
import { LabelMismatchError, NegativeFeatureError } from "./errors.ts";
import { fitNaiveBayes, type NaiveBayesOptions } from "./naive-bayes.ts";

/** Three features; two rows of class 0, one of class 1. */
function rowsOf(values: readonly number[] = [2, 1, 1, 3]): CompressedRows {
  return {
    rows: 3,
    columns: 3,
    offsets: Float64Array.of(0, 2, 3, 4),
    indices: Int32Array.of(0, 1, 1, 2),
    values: Float32Array.from(values),
  };
}

const labelIds = Int32Array.of(0, 0, 1);
const settings: NaiveBayesOptions = { variant: "multinomial", classes: 2, alpha: 1, norm: false, fitPrior: true };

function assertClose(actual: Float64Array, expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [index, value] of expected.entries()) assert.ok(Math.abs(actual[index]! - value) < 1e-12);
}

describe("naive Bayes", () => {
  test("multinomial: logarithms of smoothed shares, and of the classes' shares", () => {
    const { weights, intercepts } = fitNaiveBayes(rowsOf(), labelIds, settings);
    // Class 0 counts 2, 2, 0 and class 1 counts 0, 0, 3, each with 1 more.
    assertClose(weights, [3 / 7, 1 / 6, 3 / 7, 1 / 6, 1 / 7, 4 / 6].map(Math.log));
    assertClose(intercepts, [2 / 3, 1 / 3].map(Math.log));
  });

  test("a class's weight moves its share, and a row's weight its counts", () => {
    const sampleWeights = Float64Array.of(1, 1, 4);
    const { weights, intercepts } = fitNaiveBayes(rowsOf(), labelIds, { ...settings, sampleWeights });
    assertClose(intercepts, [2 / 6, 4 / 6].map(Math.log));
    assertClose(weights.subarray(4), [1 / 7, 13 / 15].map(Math.log));
    const flat = fitNaiveBayes(rowsOf(), labelIds, { ...settings, fitPrior: false });
    assertClose(flat.intercepts, [Math.log(0.5), Math.log(0.5)]);
  });

  test("complement: what a feature weighs comes from all other classes", () => {
    const { weights, intercepts } = fitNaiveBayes(rowsOf(), labelIds, { ...settings, variant: "complement" });
    assertClose(
      weights,
      [1 / 6, 3 / 7, 1 / 6, 3 / 7, 4 / 6, 1 / 7].map((share) => -Math.log(share)),
    );
    assertClose(intercepts, [0, 0]);
  });

  test("what cannot be counted is refused", () => {
    assert.throws(() => fitNaiveBayes(rowsOf([1, -1, 1, 1]), labelIds, settings), NegativeFeatureError);
    assert.throws(() => fitNaiveBayes(rowsOf(), labelIds.subarray(1), settings), LabelMismatchError);
  });
});
