/**
 * @file How given and true labels are jointly distributed, counted from out-of-fold probabilities (Northcutt, Jiang &
 * Chuang 2021, "Confident Learning", equations 1 to 3).
 */
import type { LabelForecasts } from "./label-forecasts.ts";
import { roundRows } from "./round-rows.ts";

/** A probability this little below a threshold still reaches it. */
const TOLERANCE = 1e-6;

/** The mean probability of each label among the rows that have it; 2 for a label without rows, which nothing reaches. */
export function confidentThresholds({ labels, labelIds, probabilities }: LabelForecasts): Float64Array {
  const sums = new Float64Array(labels);
  const counts = new Float64Array(labels);
  for (let row = 0; row < labelIds.length; row++) {
    const id = labelIds[row]!;
    sums[id]! += probabilities[row * labels + id]!;
    counts[id]!++;
  }
  return sums.map((sum, id) => (counts[id] === 0 ? 2 : Math.max(2 * TOLERANCE, sum / counts[id]!)));
}

/**
 * Row-major [labels, labels]: rows with the given label (row) whose true label probably is another (column), scaled so
 * that each row of the matrix holds as many rows as have its label, in whole numbers.
 */
export function confidentJoint(forecasts: LabelForecasts): Int32Array {
  const { labels, labelIds, probabilities } = forecasts;
  const thresholds = confidentThresholds(forecasts);
  const joint = new Float64Array(labels * labels);
  const counts = new Float64Array(labels);
  for (let row = 0; row < labelIds.length; row++) {
    const given = labelIds[row]!;
    counts[given]!++;
    let confident = -1;
    let several = false;
    let best = 0;
    for (let id = 0; id < labels; id++) {
      const probability = probabilities[row * labels + id]!;
      if (probability > probabilities[row * labels + best]!) best = id;
      if (probability < thresholds[id]! - TOLERANCE) continue;
      if (confident < 0) confident = id;
      else several = true;
    }
    if (confident >= 0) joint[given * labels + (several ? best : confident)]!++;
  }
  for (let id = 0; id < labels; id++) {
    const place = id * labels + id;
    if (joint[place] === 0) joint[place] = 1;
  }
  // Every row of the matrix now has a sum of at least 1; scaled to the label's count the sum of all is the row count.
  for (let id = 0; id < labels; id++) {
    const own = joint.subarray(id * labels, (id + 1) * labels);
    const sum = own.reduce((total, count) => total + count, 0);
    for (let other = 0; other < labels; other++) own[other] = (own[other]! / sum) * counts[id]!;
  }
  return roundRows(joint, labels);
}
