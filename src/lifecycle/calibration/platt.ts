/** @file Platt's sigmoid (1999), with his smoothed targets. */

/** p = σ(slope · score + intercept) */
export interface Sigmoid {
  readonly slope: number;
  readonly intercept: number;
}

const MOST_STEPS = 200;

/** The sigmoid of least cross-entropy, by Newton's method with halved steps (Lin, Lin & Weng 2007). */
export function fitPlatt(scores: Float64Array, outcomes: Uint8Array): Sigmoid {
  const scale = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0) || 1;
  const positives = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const negatives = outcomes.length - positives;
  const targets = Float64Array.from(outcomes, (outcome) =>
    outcome === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2),
  );
  const lossAt = (slope: number, intercept: number) => {
    let loss = 0;
    for (let row = 0; row < scores.length; row++) {
      const z = slope * (scores[row]! / scale) + intercept;
      loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[row]! * z;
    }
    return loss;
  };

  let slope = 0;
  let intercept = Math.log((positives + 1) / (negatives + 1));
  let loss = lossAt(slope, intercept);
  for (let step = 0; step < MOST_STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-12, 0, 1e-12];
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row]! / scale;
      const p = 1 / (1 + Math.exp(-(slope * score + intercept)));
      const residual = p - targets[row]!;
      const curvature = p * (1 - p);
      g0 += residual * score;
      g1 += residual;
      h00 += curvature * score * score;
      h01 += curvature * score;
      h11 += curvature;
    }
    const determinant = h00 * h11 - h01 * h01;
    const slopeStep = -(h11 * g0 - h01 * g1) / determinant;
    const interceptStep = -(h00 * g1 - h01 * g0) / determinant;
    const promise = g0 * slopeStep + g1 * interceptStep;
    if (!(promise < -1e-14 * Math.max(1, loss))) break;
    let share = 1;
    let next = loss;
    for (; share > 1e-10; share /= 2) {
      next = lossAt(slope + share * slopeStep, intercept + share * interceptStep);
      if (next < loss + 1e-4 * share * promise) break;
    }
    if (share <= 1e-10) break;
    slope += share * slopeStep;
    intercept += share * interceptStep;
    loss = next;
  }
  return { slope: slope / scale, intercept };
}
