/** @file The thread that fits a logistic regression. */
import { serveTasks, Transfer } from "../../foundation/index.ts";
import { lBfgs } from "../optimise/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { logisticLoss } from "./logistic-loss.ts";

/** What is to be fitted. */
export interface LogisticTask {
  readonly rows: CompressedRows;
  readonly labelIds: Int32Array;
  readonly weights: Float64Array;
  readonly outputs: number;
  readonly c: number;
  readonly weightSum: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

serveTasks({
  fit(task: LogisticTask, { progress, throwIfCancelled }) {
    const { rows, labelIds, weights, outputs, maxIterations, tolerance } = task;
    const { offsets, indices, values } = rows;
    const size = rows.columns * outputs;
    const strength = 1 / (task.c * task.weightSum);
    const scores = new Float64Array(rows.rows * outputs);
    const residuals = new Float64Array(rows.rows * outputs);
    const losses: number[] = [];

    function evaluate(point: Float64Array) {
      throwIfCancelled();
      for (let row = 0; row < rows.rows; row++) {
        const end = offsets[row + 1]!;
        for (let output = 0; output < outputs; output++) {
          let score = point[size + output]!;
          for (let entry = offsets[row]!; entry < end; entry++)
            score += values[entry]! * point[indices[entry]! * outputs + output]!;
          scores[row * outputs + output] = score;
        }
      }
      let value = logisticLoss({ outputs, labelIds, weights }, scores, residuals, 0, rows.rows);
      const gradient = new Float64Array(size + outputs);
      for (let index = 0; index < size; index++) {
        value += 0.5 * strength * point[index]! * point[index]!;
        gradient[index] = strength * point[index]!;
      }
      for (let row = 0; row < rows.rows; row++) {
        const end = offsets[row + 1]!;
        for (let output = 0; output < outputs; output++) {
          const residual = residuals[row * outputs + output]!;
          gradient[size + output]! += residual;
          for (let entry = offsets[row]!; entry < end; entry++)
            gradient[indices[entry]! * outputs + output]! += values[entry]! * residual;
        }
      }
      return { value, gradient };
    }

    const result = lBfgs(evaluate, new Float64Array(size + outputs), {
      maxIterations,
      tolerance,
      onIteration({ iteration, value }) {
        losses.push(value);
        progress({
          task: "Fitting",
          done: iteration,
          total: maxIterations,
          unit: "iterations",
          metrics: { loss: value },
        });
      },
    });
    const coefficients = result.point.slice(0, size);
    const intercepts = result.point.slice(size);
    const { converged } = result;
    return new Transfer({ coefficients, intercepts, losses, converged }, []);
  },
});
