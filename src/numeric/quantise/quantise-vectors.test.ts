import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { quantiseVectors, restoreVectors } from "./index.ts";
import { kMeans } from "./k-means.ts";

const random = createRandom("tables");
const table = (rows: number, width: number) =>
  Float32Array.from({ length: rows * width }, () => random.normal()).fill(0, 0, width);

function relativeError(rows: number, width: number, partWidth: number): number {
  const values = table(rows, width);
  const restored = restoreVectors(quantiseVectors(values, { width, partWidth, random: createRandom(1) }), width);
  assert.ok(
    restored.subarray(0, width).every((value) => value === 0),
    "a row of zeros stays one",
  );
  let wrong = 0;
  let all = 0;
  for (const [at, value] of values.entries()) {
    wrong += (value - restored[at]!) ** 2;
    all += value ** 2;
  }
  return Math.sqrt(wrong / all);
}

describe("product quantisation", () => {
  test("parts of two numbers keep a table of noise within a twelfth, wider parts less well", () => {
    const [two, five] = [relativeError(3000, 10, 2), relativeError(3000, 10, 5)];
    assert.ok(two < 0.085, `${two}`);
    assert.ok(two < five && five < 0.6, `${five}`);
  });

  test("a width that parts do not divide, and fewer rows than centres, which are kept as they are", () => {
    assert.ok(relativeError(2000, 7, 3) < 0.35);
    assert.ok(relativeError(60, 5, 2) < 1e-6);
  });

  test("the same seed gives the same bits", () => {
    const values = table(1000, 6);
    const quantise = () => quantiseVectors(values, { width: 6, partWidth: 2, random: createRandom(5) });
    assert.deepEqual(quantise(), quantise());
  });
});

test("k-means puts centres among the points, also where many points are equal", () => {
  const points = Float32Array.from({ length: 400 }, (_, at) => (at % 4) * 10 + random.float());
  const centres = kMeans(points, { width: 1, centres: 16, iterations: 30, random: createRandom(3) });
  for (const point of points) assert.ok(Math.min(...centres.map((centre) => Math.abs(centre - point))) < 0.6);
  const equal = kMeans(new Float32Array(1000).fill(2), {
    width: 1,
    centres: 8,
    iterations: 5,
    random: createRandom(3),
  });
  for (const centre of equal) assert.ok(Math.abs(centre - 2) < 0.01);
});
