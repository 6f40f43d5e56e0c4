/** @file Logistic regression by its coefficients: one unknown a feature. Right where there are more rows than features. */
import { lBfgs } from "../optimise/index.ts";
import { logisticLoss } from "./logistic-loss.ts";
import type { LogisticProblem, LogisticSolution } from "./logistic-problem.ts";
import type { Team } from "./team.ts";

/** Minimises over [coefficients, intercepts]. */
export function fitByFeatures(problem: LogisticProblem, team: Team): LogisticSolution {
  const { rows, columns, outputs, penalty } = problem;
  const size = columns * outputs;
  const scores = new Float64Array(rows * outputs);
  const residuals = new Float64Array(rows * outputs);

  function evaluate(point: Float64Array) {
    const coefficients = point.subarray(0, size);
    team.product(coefficients, scores);
    for (let row = 0, index = 0; row < rows; row++)
      for (let output = 0; output < outputs; output++) scores[index++]! += point[size + output]!;
    const loss = logisticLoss(problem, scores, residuals, 0, rows);
    const gradient = new Float64Array(size + outputs);
    gradient.set(team.transpose(residuals));
    let squares = 0;
    for (let index = 0; index < size; index++) {
      const coefficient = coefficients[index]!;
      squares += coefficient * coefficient;
      gradient[index]! += penalty * coefficient;
    }
    for (let row = 0, index = 0; row < rows; row++)
      for (let output = 0; output < outputs; output++) gradient[size + output]! += residuals[index++]!;
    return { value: loss + 0.5 * penalty * squares, gradient };
  }

  const { point, converged } = lBfgs(evaluate, new Float64Array(size + outputs), problem);
  return { coefficients: point.slice(0, size), intercepts: point.slice(size), converged };
}
