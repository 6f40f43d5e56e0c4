import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { createColumnPart } from "./column-part.ts";
import { cutColumns } from "./cut-columns.ts";

const random = createRandom("column part");
/** More than two blocks wide, so that rows are cut into runs; every seventh row is empty. */
const COLUMNS = 150_000;
const ROWS = 40;

function sampleMatrix(): CompressedRows {
  const offsets = new Float64Array(ROWS + 1);
  const indices: number[] = [];
  for (let row = 0; row < ROWS; row++) {
    const chosen = new Set<number>();
    const wanted = row % 7 === 6 ? 0 : 1 + random.integer(60);
    while (chosen.size < wanted) chosen.add(Math.floor(COLUMNS * random.float() ** 2));
    indices.push(...[...chosen].toSorted((left, right) => left - right));
    offsets[row + 1] = indices.length;
  }
  const values = Float32Array.from(indices, () => random.normal());
  return { rows: ROWS, columns: COLUMNS, offsets, indices: Int32Array.from(indices), values };
}

const matrix = sampleMatrix();
const normals = (length: number) => Float64Array.from({ length }, () => random.normal());

function plainTranspose(source: Float64Array, outputs: number): Float64Array {
  const sums = new Float64Array(COLUMNS * outputs);
  for (let row = 0; row < ROWS; row++)
    for (let entry = matrix.offsets[row]!; entry < matrix.offsets[row + 1]!; entry++)
      for (let output = 0; output < outputs; output++)
        sums[matrix.indices[entry]! * outputs + output]! += matrix.values[entry]! * source[row * outputs + output]!;
  return sums;
}

function plainProduct(weights: Float64Array, outputs: number): Float64Array {
  const scores = new Float64Array(ROWS * outputs);
  for (let row = 0; row < ROWS; row++)
    for (let entry = matrix.offsets[row]!; entry < matrix.offsets[row + 1]!; entry++)
      for (let output = 0; output < outputs; output++)
        scores[row * outputs + output]! += matrix.values[entry]! * weights[matrix.indices[entry]! * outputs + output]!;
  return scores;
}

function assertClose(actual: Float64Array, expected: Float64Array): void {
  assert.equal(actual.length, expected.length);
  const wrong = actual.findIndex((value, index) => !(Math.abs(value - expected[index]!) <= 1e-12));
  assert.equal(wrong, -1, `${actual[wrong]} is not ${expected[wrong]}`);
}

describe("parts of columns", () => {
  for (const [threads, outputs] of [
    [1, 1],
    [3, 1],
    [2, 3],
  ] as const)
    test(`${threads} parts with ${outputs} outputs add up to the whole matrix`, () => {
      const parts = cutColumns(matrix, threads).map((range) => createColumnPart(matrix, range, outputs, () => {}));
      assert.equal(parts.length, threads);
      const source = normals(ROWS * outputs);
      const sums = plainTranspose(source, outputs);
      const largestSum = sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0);
      const addParts = (multiply: (part: (typeof parts)[number], share: Float64Array) => void) => {
        const total = new Float64Array(ROWS * outputs);
        for (const part of parts) {
          const share = new Float64Array(ROWS * outputs);
          multiply(part, share);
          share.forEach((value, index) => {
            total[index]! += value;
          });
        }
        return total;
      };

      let largest = 0;
      const gram = addParts((part, share) => {
        largest = Math.max(largest, part.gram(source, share));
      });
      assertClose(gram, plainProduct(sums, outputs));
      assertClose(Float64Array.of(largest), Float64Array.of(largestSum));

      const weights = new Float64Array(COLUMNS * outputs).fill(Number.NaN); // each part has to write all of its own
      for (const part of parts) part.transpose(source, weights);
      assertClose(weights, sums);

      const factors = normals(COLUMNS * outputs);
      assertClose(
        addParts((part, share) => part.product(factors, share)),
        plainProduct(factors, outputs),
      );
    });

  test("columns with factors are those of the matrix multiplied beforehand, to the bit", () => {
    const factors = normals(COLUMNS);
    const values = matrix.values.map((value, entry) => value * factors[matrix.indices[entry]!]!);
    const [range] = cutColumns(matrix, 2).slice(1);
    const scaled = createColumnPart(matrix, { ...range!, factors }, 1, () => {});
    const expected = createColumnPart({ ...matrix, values }, range!, 1, () => {});
    const source = normals(ROWS);
    const [target, wanted] = [new Float64Array(ROWS), new Float64Array(ROWS)];
    assert.equal(scaled.gram(source, target), expected.gram(source, wanted));
    assert.deepEqual(target, wanted);
    const [sums, wantedSums] = [new Float64Array(COLUMNS), new Float64Array(COLUMNS)];
    scaled.transpose(source, sums);
    expected.transpose(source, wantedSums);
    assert.deepEqual(sums, wantedSums);
  });

  test("columns are cut into neighbouring ranges with a fair share of the entries each", () => {
    const ranges = cutColumns(matrix, 3);
    assert.deepEqual(
      ranges.map(({ first }) => first),
      [0, ...ranges.slice(0, -1).map(({ last }) => last)],
    );
    assert.equal(ranges.at(-1)!.last, COLUMNS);
    // One unit an entry and half a one a column: 300 + 450 in all, of which the first 250 columns have one half.
    const dense: CompressedRows = {
      ...{ rows: 1, columns: 900, offsets: Float64Array.of(0, 300), values: new Float32Array(300) },
      indices: Int32Array.from({ length: 300 }, (_, entry) => entry),
    };
    assert.deepEqual(cutColumns(dense, 2)[0], { first: 0, last: 250 });
  });

  test("more threads than columns leave some without any", () => {
    const narrow: CompressedRows = {
      ...{ rows: 1, columns: 1, offsets: Float64Array.of(0, 1) },
      ...{ indices: Int32Array.of(0), values: Float32Array.of(2) },
    };
    const ranges = cutColumns(narrow, 3);
    assert.deepEqual(ranges.at(-1), { first: 1, last: 1 });
    const target = new Float64Array(1);
    assert.equal(createColumnPart(narrow, ranges[2]!, 1, () => {}).gram(Float64Array.of(3), target), 0);
    assert.equal(createColumnPart(narrow, ranges[0]!, 1, () => {}).gram(Float64Array.of(3), target), 6);
    assert.deepEqual([...target], [12]);
  });

  test("it stops building when it is told to", () => {
    const stop = () => {
      throw new Error("stop");
    };
    assert.throws(() => createColumnPart(matrix, { first: 0, last: COLUMNS }, 1, stop), /stop/);
  });
});
