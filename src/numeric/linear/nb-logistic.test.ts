import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CancelledError, createRandom } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { NegativeFeatureError } from "./errors.ts";
import { fitNbLogistic, type NbLogisticOptions } from "./nb-logistic.ts";

/** Rows of two present features; the first tells the label three times of four. */
function sampleProblem(rows: number, classes: number) {
  const random = createRandom(`ratios ${classes}`);
  const labelIds = Int32Array.from({ length: rows }, () => random.integer(classes));
  const indices = Int32Array.from({ length: rows * 2 }, (_, entry) => {
    if (entry % 2 === 1) return classes + random.integer(5);
    return random.integer(4) === 0 ? random.integer(classes) : labelIds[entry >> 1]!;
  });
  const matrix: CompressedRows = {
    rows,
    columns: classes + 5,
    offsets: Float64Array.from({ length: rows + 1 }, (_, row) => row * 2),
    indices,
    values: new Float32Array(rows * 2).fill(1),
  };
  return { matrix, labelIds };
}

const settings: Omit<NbLogisticOptions, "classes"> = {
  alpha: 1,
  c: 1,
  maxIterations: 200,
  tolerance: 1e-7,
  threads: 2,
};

describe("logistic regression over log-count ratios", () => {
  for (const classes of [2, 4])
    test(`${classes} classes: learns, and gives the same bits for any number of threads`, async () => {
      const { matrix, labelIds } = sampleProblem(400, classes);
      const fit = await fitNbLogistic(matrix, labelIds, { ...settings, classes });
      const again = await fitNbLogistic(matrix, labelIds, { ...settings, classes, threads: classes === 2 ? 2 : 3 });
      assert.deepEqual(again, fit);
      const outputs = fit.intercepts.length;
      assert.equal(outputs, classes === 2 ? 1 : classes);
      const right = labelIds.filter((label, row) => {
        const scores = Array.from(fit.intercepts, (intercept, output) =>
          [...matrix.indices.subarray(row * 2, row * 2 + 2)].reduce(
            (sum, column) => sum + fit.coefficients[column * outputs + output]!,
            intercept,
          ),
        );
        return classes === 2 ? scores[0]! > 0 === (label === 1) : scores.indexOf(Math.max(...scores)) === label;
      });
      assert.ok(right.length > 280, String(right.length));
    });

  test("what is no count is refused, and the fit can be cancelled", async () => {
    const { matrix, labelIds } = sampleProblem(50, 3);
    const negative = { ...matrix, values: matrix.values.map((value, entry) => (entry === 7 ? -1 : value)) };
    await assert.rejects(fitNbLogistic(negative, labelIds, { ...settings, classes: 3 }), NegativeFeatureError);
    await assert.rejects(fitNbLogistic(negative, labelIds, { ...settings, classes: 3 }), /row 3 holds the value -1/);
    const signal = AbortSignal.abort();
    await assert.rejects(fitNbLogistic(matrix, labelIds, { ...settings, classes: 3, signal }), CancelledError);
  });
});
