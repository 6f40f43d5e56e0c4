import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CancelledError, createRandom } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { LabelMismatchError } from "./errors.ts";
import { fitLogistic, type LogisticOptions } from "./logistic.ts";

const random = createRandom("logistic");

/** Rows with a few entries each, and labels drawn from a model of them. */
function sampleProblem(rowCount: number, columns: number, classes: number) {
  const truth = Array.from({ length: columns * classes }, () => 2 * random.normal());
  const offsets = new Float64Array(rowCount + 1);
  const indices: number[] = [];
  const values: number[] = [];
  const labelIds = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const chosen = [...random.permutation(columns).subarray(0, random.integer(6))].toSorted((a, b) => a - b);
    const scores = new Array<number>(classes).fill(0);
    for (const column of chosen) {
      const value = Math.fround(random.normal());
      indices.push(column);
      values.push(value);
      for (let k = 0; k < classes; k++) scores[k]! += value * truth[column * classes + k]!;
    }
    offsets[row + 1] = indices.length;
    const noisy = scores.map((score) => score + random.normal());
    labelIds[row] = noisy.indexOf(Math.max(...noisy));
  }
  const rows: CompressedRows = {
    rows: rowCount,
    columns,
    offsets,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
  return { rows, labelIds };
}

/** The gradient of scikit-learn's objective, written out plainly. */
function plainGradient(
  { rows, labelIds }: { readonly rows: CompressedRows; readonly labelIds: Int32Array },
  fit: { readonly coefficients: Float64Array; readonly intercepts: Float64Array },
  c: number,
  weights: Float64Array,
): number[] {
  const outputs = fit.intercepts.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const slopes = [...fit.coefficients].map((coefficient) => coefficient / (c * total));
  const interceptSlopes = new Array<number>(outputs).fill(0);
  for (let row = 0; row < rows.rows; row++) {
    const scores = [...fit.intercepts];
    for (let entry = rows.offsets[row]!; entry < rows.offsets[row + 1]!; entry++)
      for (let k = 0; k < outputs; k++)
        scores[k]! += rows.values[entry]! * fit.coefficients[rows.indices[entry]! * outputs + k]!;
    const powers = scores.map((score) => Math.exp(score));
    const sum = powers.reduce((left, right) => left + right, outputs === 1 ? 1 : 0);
    for (let k = 0; k < outputs; k++) {
      const hit = outputs === 1 ? labelIds[row] === 1 : labelIds[row] === k;
      const residual = ((powers[k]! / sum - Number(hit)) * weights[row]!) / total;
      interceptSlopes[k]! += residual;
      for (let entry = rows.offsets[row]!; entry < rows.offsets[row + 1]!; entry++)
        slopes[rows.indices[entry]! * outputs + k]! += residual * rows.values[entry]!;
    }
  }
  return [...slopes, ...interceptSlopes];
}

const settings = { c: 2, maxIterations: 500, tolerance: 1e-9, threads: 2 } as const;

describe("logistic regression", () => {
  for (const [name, rowCount, columns, classes] of [
    ["two classes, more features than rows", 60, 200, 2],
    ["two classes, more rows than features", 300, 12, 2],
    ["four classes, more features than rows", 60, 100, 4],
    ["four classes, more rows than features", 300, 12, 4],
  ] as const) {
    test(`${name}: the gradient vanishes where it stops`, async () => {
      const problem = sampleProblem(rowCount, columns, classes);
      const sampleWeights = Float64Array.from({ length: rowCount }, () => random.float() + 0.5);
      const fit = await fitLogistic(problem.rows, problem.labelIds, { ...settings, classes, sampleWeights });
      assert.equal(fit.converged, true);
      const gradient = plainGradient(problem, fit, settings.c, sampleWeights);
      const largest = gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
      assert.ok(largest <= 1.01 * settings.tolerance, String(largest));
      assert.ok(fit.losses.every((loss, index) => index === 0 || loss <= fit.losses[index - 1]! + 1e-15));
    });
  }

  test("the same rows and threads give the same bits", async () => {
    const { rows, labelIds } = sampleProblem(200, 50, 3);
    const run = () => fitLogistic(rows, labelIds, { ...settings, classes: 3 });
    const [first, second] = [await run(), await run()];
    assert.deepEqual(first, second);
  });

  test("each iteration is told", async () => {
    const { rows, labelIds } = sampleProblem(100, 20, 2);
    const told: number[] = [];
    const events: string[] = [];
    const options: LogisticOptions = {
      ...settings,
      classes: 2,
      onIteration: (iteration, loss) => told.push(iteration, loss),
      progress: ({ task, finished }) => events.push(`${task} ${finished === true}`),
    };
    const fit = await fitLogistic(rows, labelIds, options);
    assert.deepEqual(
      told,
      fit.losses.flatMap((loss, index) => [index + 1, loss]),
    );
    assert.equal(events.at(-1), "Fitting true");
  });

  test("it stops where it may not go on", async () => {
    const { rows, labelIds } = sampleProblem(100, 20, 2);
    const fit = await fitLogistic(rows, labelIds, { ...settings, classes: 2, maxIterations: 2 });
    assert.deepEqual([fit.converged, fit.losses.length], [false, 2]);
  });

  test("labels that do not fit are named", async () => {
    const { rows, labelIds } = sampleProblem(10, 5, 2);
    const fit = (labels: Int32Array) => fitLogistic(rows, labels, { ...settings, classes: 2 });
    await assert.rejects(fit(labelIds.subarray(1)), LabelMismatchError);
    await assert.rejects(fit(labelIds.map((label, row) => (row === 3 ? 2 : label))), /row 3 has the label id 2 of 2/);
  });

  test("it can be cancelled", async () => {
    const { rows, labelIds } = sampleProblem(100, 20, 2);
    const controller = new AbortController();
    const options = { ...settings, classes: 2, tolerance: 0, maxIterations: 1e9, signal: controller.signal };
    const cancelled = fitLogistic(rows, labelIds, { ...options, onIteration: () => controller.abort() });
    await assert.rejects(cancelled, CancelledError);
  });
});
