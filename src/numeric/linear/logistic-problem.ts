/** @file A logistic regression as its solvers see it. */
import type { Iteration } from "../optimise/index.ts";
import type { Targets } from "./logistic-loss.ts";

/** What is minimised: the weighted loss + penalty/2 · squared coefficients. */
export interface LogisticProblem extends Targets {
  readonly rows: number;
  readonly columns: number;
  readonly penalty: number;
  readonly maxIterations: number;
  readonly tolerance: number;
  readonly onIteration: (iteration: Iteration) => void;
}

/** Where the search ended. */
export interface LogisticSolution {
  /** [columns, outputs] */
  readonly coefficients: Float64Array;
  /** [outputs] */
  readonly intercepts: Float64Array;
  readonly converged: boolean;
}
