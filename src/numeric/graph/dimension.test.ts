import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addDimensions,
  broadcastShapes,
  canonicalDimension,
  type Dimension,
  divideDimensions,
  multiplyDimensions,
} from "./dimension.ts";

test("one dimension has one spelling", () => {
  assert.equal(canonicalDimension("1+batch"), "batch+1");
  assert.equal(canonicalDimension("tokens*batch"), "batch*tokens");
  assert.equal(canonicalDimension("batch-batch+3"), 3);
  assert.equal(canonicalDimension("2*batch+batch"), "3*batch");
});

test("sums, products and quotients keep names", () => {
  assert.equal(addDimensions(["batch+1", -1]), "batch");
  assert.equal(addDimensions([]), 0);
  assert.equal(multiplyDimensions(["batch+1", "tokens", 2]), "2*batch*tokens+2*tokens");
  assert.equal(multiplyDimensions([]), 1);
  assert.equal(divideDimensions("6*batch*tokens", "2*tokens"), "3*batch");
  assert.equal(divideDimensions("batch+1", "batch+1"), 1);
  assert.equal(divideDimensions("batch", 2), undefined);
  assert.equal(divideDimensions(6, "batch"), undefined);
  assert.equal(divideDimensions(7, 2), undefined);
});

test("dividing by zero gives nothing", () => {
  assert.equal(divideDimensions(6, 0), undefined);
  assert.equal(divideDimensions("batch", 0), undefined);
});

test("shapes broadcast from the last dimension on", () => {
  assert.deepEqual(broadcastShapes(["batch", 1, 3], [2, 1]), ["batch", 2, 3]);
  assert.deepEqual(broadcastShapes([], ["batch"]), ["batch"]);
  assert.equal(broadcastShapes(["batch"], ["tokens"]), undefined);
  assert.equal(broadcastShapes([2], [3]), undefined);
  assert.deepEqual(broadcastShapes([0], [1]), [0]);
});

/** Terms with small coefficients of up to two names. */
const dimension: fc.Arbitrary<Dimension> = fc
  .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.subarray(["a", "b", "c"], { maxLength: 2 })), { maxLength: 3 })
  .map((terms) => addDimensions(terms.map(([factor, names]) => multiplyDimensions([factor, ...names]))));

function sizeWith(value: Dimension, names: Readonly<Record<string, number>>): number {
  if (typeof value === "number") return value;
  const terms = value.match(/[+-]?[^+-]+/g)!;
  return terms.reduce((sum, term) => {
    const factors = term.replace(/^[+-]/, "").split("*");
    const product = factors.reduce((left, factor) => left * (names[factor] ?? Number(factor)), 1);
    return term.startsWith("-") ? sum - product : sum + product;
  }, 0);
}

test("arithmetic on names is arithmetic on what they stand for", () => {
  const names = { a: 2, b: 5, c: 11 };
  fc.assert(
    fc.property(dimension, dimension, (left, right) => {
      assert.equal(sizeWith(addDimensions([left, right]), names), sizeWith(left, names) + sizeWith(right, names));
      const product = multiplyDimensions([left, right]);
      assert.equal(sizeWith(product, names), sizeWith(left, names) * sizeWith(right, names) + 0);
      assert.equal(multiplyDimensions([right, left]), product);
      assert.equal(canonicalDimension(product), product);
      const quotient = divideDimensions(product, right);
      if (quotient !== undefined && right !== 0) assert.equal(quotient, left);
    }),
    { seed: 1, numRuns: 500 },
  );
});
