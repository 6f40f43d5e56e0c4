/**
 * @file Logistic regression by its examples: one unknown a row. Right where there are more features than rows.
 *
 * Coefficients w that start at 0 and move along gradients stay sums of the rows: w = Xᵀα. L-BFGS needs only sums and
 * inner products of such vectors, and ⟨Xᵀα, Xᵀβ⟩ = αᵀXXᵀβ. So each vector is held as [α, XXᵀα, intercepts]: the same
 * steps as over coefficients, with vectors of thousands instead of millions, one pass over the matrix for each step (of
 * the new gradient), and a line search that costs none, because XXᵀα holds the scores.
 */
import { lBfgs } from "../optimise/index.ts";
import { logisticLoss } from "./logistic-loss.ts";
import type { LogisticProblem, LogisticSolution } from "./logistic-problem.ts";
import type { Team } from "./team.ts";

/** Minimises over the rows' shares α in the coefficients, and the intercepts. */
export function fitByExamples(problem: LogisticProblem, team: Team): LogisticSolution {
  const { rows, outputs, penalty } = problem;
  const size = rows * outputs;
  const length = 2 * size + outputs;
  const scores = new Float64Array(size);
  const residuals = new Float64Array(size);
  let largestSlope = 0;
  let lastTried: { readonly step: number; readonly loss: number } | undefined;

  function dot(left: Float64Array, right: Float64Array): number {
    let sum = 0;
    for (let index = 0; index < size; index++) sum += left[index]! * right[size + index]!;
    for (let index = 2 * size; index < length; index++) sum += left[index]! * right[index]!;
    return sum;
  }

  /** The loss at the scores of `point + step · direction`, and its derivative by each score in `residuals`. */
  function lossAt(point: Float64Array, direction: Float64Array, step: number): number {
    for (let row = 0, index = 0; row < rows; row++) {
      for (let output = 2 * size; output < length; output++, index++) {
        const slope = direction[size + index]! + direction[output]!;
        scores[index] = point[size + index]! + point[output]! + step * slope;
      }
    }
    return logisticLoss(problem, scores, residuals, 0, rows);
  }

  /** ⟨Xᵀα, Xᵀβ⟩ */
  function penaltyDot(left: Float64Array, right: Float64Array): number {
    let sum = 0;
    for (let index = 0; index < size; index++) sum += left[index]! * right[size + index]!;
    return penalty * sum;
  }

  function along(point: Float64Array, direction: Float64Array) {
    const square = penaltyDot(point, point);
    const cross = penaltyDot(point, direction);
    const directionSquare = penaltyDot(direction, direction);
    return (step: number) => {
      const loss = lossAt(point, direction, step);
      lastTried = { step, loss };
      let slope = cross + step * directionSquare;
      for (let row = 0, index = 0; row < rows; row++) {
        for (let output = 2 * size; output < length; output++, index++)
          slope += residuals[index]! * (direction[size + index]! + direction[output]!);
      }
      return { value: loss + 0.5 * square + step * (cross + 0.5 * step * directionSquare), slope };
    };
  }

  function evaluate(point: Float64Array, step?: number) {
    // The line search ends, nearly always, with the step that it takes: the residuals are there.
    const loss = step !== undefined && lastTried?.step === step ? lastTried.loss : lossAt(point, point, 0);
    lastTried = undefined;
    const gradient = new Float64Array(length);
    for (let row = 0, index = 0; row < rows; row++) {
      for (let output = 2 * size; output < length; output++, index++) {
        gradient[index] = residuals[index]! + penalty * point[index]!;
        gradient[output]! += residuals[index]!;
      }
    }
    largestSlope = team.gram(gradient.subarray(0, size), gradient.subarray(size, 2 * size));
    for (let index = 2 * size; index < length; index++)
      largestSlope = Math.max(largestSlope, Math.abs(gradient[index]!));
    return { value: loss + 0.5 * penaltyDot(point, point), gradient };
  }

  const gradientSize = () => largestSlope; // of the gradient just evaluated, which is the one asked about
  const { point, converged } = lBfgs(evaluate, new Float64Array(length), { ...problem, dot, along, gradientSize });
  const coefficients = team.transpose(point.subarray(0, size));
  return { coefficients, intercepts: point.slice(2 * size), converged };
}
