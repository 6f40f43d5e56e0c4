/** @file The logistic loss of scores: binary where there is one output, else multinomial. */

/** Labels and weights of the examples. */
export interface Targets {
  /** Scores of an example: 1 for two classes, else one a class. */
  readonly outputs: number;
  /** [rows] */
  readonly labelIds: Int32Array;
  /** [rows], already divided by their sum. */
  readonly weights: Float64Array;
}

/**
 * The weighted loss of rows `start … end` at `scores` [rows, outputs]. Writes its derivative by each score into
 * `residuals` [rows, outputs].
 */
export function logisticLoss(
  { outputs, labelIds, weights }: Targets,
  scores: Float64Array,
  residuals: Float64Array,
  start: number,
  end: number,
): number {
  let loss = 0;
  for (let row = start; row < end; row++) {
    const weight = weights[row]!;
    const label = labelIds[row]!;
    if (outputs === 1) {
      // log(1 + e^-m) with m the score towards the true label, without overflow
      const score = scores[row]!;
      const margin = label === 1 ? score : -score;
      const small = Math.exp(-Math.abs(margin));
      loss += weight * (Math.log1p(small) + Math.max(0, -margin));
      const wrong = (margin >= 0 ? small : 1) / (1 + small); // 1 / (1 + e^margin)
      residuals[row] = label === 1 ? -weight * wrong : weight * wrong;
      continue;
    }
    const first = row * outputs;
    let highest = scores[first]!;
    for (let output = 1; output < outputs; output++) highest = Math.max(highest, scores[first + output]!);
    let sum = 0;
    for (let output = 0; output < outputs; output++) {
      const power = Math.exp(scores[first + output]! - highest);
      residuals[first + output] = power;
      sum += power;
    }
    loss += weight * (Math.log(sum) + highest - scores[first + label]!);
    for (let output = 0; output < outputs; output++) residuals[first + output]! *= weight / sum;
    residuals[first + label]! -= weight;
  }
  return loss;
}
