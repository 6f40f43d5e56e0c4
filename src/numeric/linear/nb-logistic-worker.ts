/** @file A thread that fits one label against the rest, over features scaled for that label. */
import { serveTasks, Transfer } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { createColumnPart } from "./column-part.ts";
import type { LabelWeights } from "./each-label.ts";
import { fitByExamples } from "./fit-by-examples.ts";
import { fitByFeatures } from "./fit-by-features.ts";
import { logCountRatio } from "./log-count-ratio.ts";
import { createTeamMemory, leadTeam } from "./team.ts";

/** One label against the rest. */
export interface RatioTask {
  readonly matrix: CompressedRows;
  /** Its rows. */
  readonly positives: Int32Array;
  readonly alpha: number;
  readonly c: number;
  /** [rows] or absent for 1 each. */
  readonly sampleWeights?: Float64Array | undefined;
  readonly maxIterations: number;
  readonly tolerance: number;
}

serveTasks({
  fitLabel(task: RatioTask, { throwIfCancelled }) {
    const { matrix, positives, alpha, c, maxIterations, tolerance } = task;
    const { rows, columns } = matrix;
    const labelIds = new Int32Array(rows);
    for (const row of positives) labelIds[row] = 1;
    const ratios = logCountRatio(matrix, (row) => labelIds[row] === 1, alpha);
    const part = createColumnPart(matrix, { first: 0, last: columns, factors: ratios }, 1, throwIfCancelled);
    const sampleWeights = task.sampleWeights ?? new Float64Array(rows).fill(1);
    const weightSum = sampleWeights.reduce((sum, weight) => sum + weight, 0);
    const trace: number[] = [];
    const problem = {
      ...{ rows, columns, outputs: 1, penalty: 1 / (c * weightSum), maxIterations, tolerance },
      labelIds,
      weights: sampleWeights.map((weight) => weight / weightSum),
      onIteration({ value }: { readonly value: number }) {
        throwIfCancelled();
        trace.push(value);
      },
    };
    const team = leadTeam(createTeamMemory(1, rows, columns, 1), part);
    const fit = columns > 2 * rows ? fitByExamples(problem, team) : fitByFeatures(problem, team);
    const coefficients = Float32Array.from(ratios, (ratio, column) => ratio * fit.coefficients[column]!);
    const answer: LabelWeights = { coefficients, intercept: fit.intercepts[0]!, trace };
    return new Transfer(answer, [coefficients.buffer]);
  },
});
