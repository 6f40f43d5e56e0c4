import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { fitLogistic, fitOneVsRest } from "./index.ts";

const settings = { c: 2, maxIterations: 500, tolerance: 1e-8 };

/** Rows with three entries each; a row has a label where the label's own column is among them, with some noise. */
function sampleRows(rows: number, columns: number, labels: number) {
  const random = createRandom(`one against the rest ${rows} ${columns}`);
  const indices: number[] = [];
  const positives: number[][] = Array.from({ length: labels }, () => []);
  for (let row = 0; row < rows; row++) {
    const chosen = [...random.permutation(columns).subarray(0, 3)].sort((left, right) => left - right);
    indices.push(...chosen);
    for (let label = 0; label < labels; label++)
      if (chosen.includes(label) !== (random.integer(10) === 0)) positives[label]!.push(row);
  }
  const matrix: CompressedRows = {
    rows,
    columns,
    offsets: Float64Array.from({ length: rows + 1 }, (_, row) => row * 3),
    indices: Int32Array.from(indices),
    values: Float32Array.from(indices, () => random.float() + 0.5),
  };
  return { matrix, positives: positives.map((own) => Int32Array.from(own)) };
}

describe("one against the rest", () => {
  for (const [rows, columns] of [
    [200, 8],
    [40, 120],
  ] as const)
    test(`${rows} rows, ${columns} features: each label as if it were alone, with the same bits for any thread count`, async () => {
      const { matrix, positives } = sampleRows(rows, columns, 4);
      const labelWeights = Float64Array.from([1, 1, 1, 3, 0.5, 2, 1, 1]);
      const [one, three] = await Promise.all(
        [1, 3].map((threads) => fitOneVsRest(matrix, positives, { ...settings, labelWeights, threads })),
      );
      assert.deepEqual(one, three);
      for (const [label, own] of positives.entries()) {
        const labelIds = Int32Array.from({ length: rows }, (_, row) => (own.includes(row) ? 1 : 0));
        const sampleWeights = Float64Array.from(labelIds, (id) => labelWeights[2 * label + id]!);
        const alone = await fitLogistic(matrix, labelIds, { ...settings, classes: 2, sampleWeights, threads: 1 });
        for (let column = 0; column < columns; column++)
          assert.ok(Math.abs(one!.coefficients[column * 4 + label]! - alone.coefficients[column]!) < 1e-5);
        assert.ok(Math.abs(one!.intercepts[label]! - alone.intercepts[0]!) < 1e-5);
      }
    });

  test("a label of all rows or none needs no fit; rows that do not exist are refused", async () => {
    const { matrix } = sampleRows(30, 5, 1);
    const positives = [new Int32Array(0), Int32Array.from({ length: 30 }, (_, row) => row)];
    const fit = await fitOneVsRest(matrix, positives, { ...settings, threads: 2 });
    assert.deepEqual([...fit.intercepts], [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    assert.ok(fit.coefficients.every((value) => value === 0));
    const strange = fitOneVsRest(matrix, [Int32Array.of(30)], { ...settings, threads: 1 });
    await assert.rejects(strange, { code: "numeric/label-mismatch", message: /label 0 names row 30 of 30/ });
  });
});
