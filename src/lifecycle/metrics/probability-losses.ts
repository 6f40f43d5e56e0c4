/** @file How far probabilities are from the truth, example by example: log loss and Brier score. */
import type { ScoredRows } from "./scored-rows.ts";

/**
 * [rows], minus the natural logarithm of the true label's probability, which is clipped to [ε, 1 − ε] as scikit-learn
 * does, ε being the machine precision of the probabilities' type (2⁻²³ or 2⁻⁵²).
 */
export function logLosses({ length, classes, labelIds, probabilities }: ScoredRows): Float64Array {
  const loss = clippedLogLoss(probabilities);
  return Float64Array.from({ length }, (_, row) => loss(probabilities[row * classes + labelIds[row]!]!, 1));
}

/** The loss of one probability of an event that came (1) or not (0), clipped in the same way. */
export function clippedLogLoss(
  probabilities: ScoredRows["probabilities"],
): (probability: number, outcome: number) => number {
  const epsilon = probabilities instanceof Float32Array ? 2 ** -23 : 2 ** -52;
  return (probability, outcome) => {
    const clipped = Math.min(1 - epsilon, Math.max(epsilon, probability));
    return -Math.log(outcome === 1 ? clipped : 1 - clipped);
  };
}

/**
 * [rows], squared distances between the probabilities and the truth, halved where there are two labels, as scikit-learn
 * does: [0, 1] for two labels, [0, 2] for more.
 */
export function brierScores({ length, classes, labelIds, probabilities }: ScoredRows): Float64Array {
  const scale = classes === 2 ? 0.5 : 1;
  return Float64Array.from({ length }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < classes; column++) {
      const distance = probabilities[row * classes + column]! - (labelIds[row] === column ? 1 : 0);
      sum += distance * distance;
    }
    return scale * sum;
  });
}
