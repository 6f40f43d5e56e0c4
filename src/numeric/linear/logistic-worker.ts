/** @file The threads that fit a logistic regression: one leads, the others follow. */
import { serveTasks, type TaskContext } from "../../foundation/index.ts";
import type { CompressedRows } from "../sparse/index.ts";
import { createColumnPart } from "./column-part.ts";
import { fitByExamples } from "./fit-by-examples.ts";
import { fitByFeatures } from "./fit-by-features.ts";
import type { Targets } from "./logistic-loss.ts";
import type { ColumnRange } from "./sorted-columns.ts";
import { followTeam, leadTeam, type TeamMemory } from "./team.ts";

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
});
