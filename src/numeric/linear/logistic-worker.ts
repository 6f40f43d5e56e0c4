/** @file The threads that fit a logistic regression: one leads, the others follow. */
import { serveTasks, type TaskContext, Transfer } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { type ColumnPart, createColumnPart } from "./column-part.ts";
import { fitByExamples } from "./fit-by-examples.ts";
import { fitByFeatures } from "./fit-by-features.ts";
import type { Targets } from "./logistic-loss.ts";
import type { ColumnRange } from "./sorted-columns.ts";
import { createTeamMemory, followTeam, leadTeam, type TeamMemory } from "./team.ts";

/** What each thread of a team gets. */
export interface MemberTask {
  readonly matrix: CompressedRows;
  readonly outputs: number;
  readonly memory: TeamMemory;
  /** Its number in the team; the leader is 0. */
  readonly thread: number;
  readonly range: ColumnRange;
}

/** What the leader gets. */
export interface LeaderTask extends MemberTask, Targets {
  readonly penalty: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/** One label against the rest, fitted by one thread. */
export interface LabelTask {
  readonly matrix: CompressedRows;
  /** Rows that have the label. */
  readonly positives: Int32Array;
  /** How much a row counts that lacks the label, and one that has it. */
  readonly weights: readonly [lacking: number, having: number];
  readonly c: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/** One label's regression. */
export interface LabelFit {
  /** [features] */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly losses: readonly number[];
}

/** The matrix in the form that is multiplied with; the same for all labels that a thread fits. */
let wholePart: ColumnPart | undefined;

const createPart = ({ matrix, range, outputs }: MemberTask, { throwIfCancelled }: TaskContext) =>
  createColumnPart(matrix, range, outputs, throwIfCancelled);

serveTasks({
  follow(task: MemberTask, context) {
    followTeam(task.memory, createPart(task, context), task.thread);
  },

  lead(task: LeaderTask, context) {
    const { matrix, memory, outputs, labelIds, weights, penalty, maxIterations, tolerance } = task;
    const { rows, columns } = matrix;
    const team = leadTeam(memory, createPart(task, context));
    const losses: number[] = [];
    const onIteration = ({ iteration, value }: { readonly iteration: number; readonly value: number }) => {
      context.throwIfCancelled();
      losses.push(value);
      const metrics = { loss: value };
      context.progress({ task: "Fitting", done: iteration, total: maxIterations, unit: "iterations", metrics });
    };
    const problem = { rows, columns, outputs, labelIds, weights, penalty, maxIterations, tolerance, onIteration };
    try {
      // By examples, a vector has 2 · rows numbers for each output; by features, as many as there are columns.
      const fit = columns > 2 * rows ? fitByExamples(problem, team) : fitByFeatures(problem, team);
      return { ...fit, losses };
    } finally {
      team.disband();
    }
  },

  fitLabel(task: LabelTask, { throwIfCancelled }) {
    const { matrix, positives, weights: each, c, maxIterations, tolerance } = task;
    const { rows, columns } = matrix;
    wholePart ??= createColumnPart(matrix, { first: 0, last: columns }, 1, throwIfCancelled);
    const labelIds = new Int32Array(rows);
    for (const row of positives) labelIds[row] = 1;
    const weightSum = each[0] * (rows - positives.length) + each[1] * positives.length;
    const weights = Float64Array.from(labelIds, (label) => each[label]! / weightSum);
    const losses: number[] = [];
    const problem = {
      ...{ rows, columns, outputs: 1, labelIds, weights, penalty: 1 / (c * weightSum), maxIterations, tolerance },
      onIteration({ value }: { readonly value: number }) {
        throwIfCancelled();
        losses.push(value);
      },
    };
    const team = leadTeam(createTeamMemory(1, rows, columns, 1), wholePart);
    const fit = columns > 2 * rows ? fitByExamples(problem, team) : fitByFeatures(problem, team);
    const coefficients = Float64Array.from(fit.coefficients);
    const answer: LabelFit = { coefficients, intercept: fit.intercepts[0]!, losses };
    return new Transfer(answer, [coefficients.buffer as ArrayBuffer]);
  },
});
