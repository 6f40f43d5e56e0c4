/** @file Temperature scaling (Guo et al. 2017). */
import type { Link } from "./link.ts";

const LOG_LIMIT = 10;
const MOST_STEPS = 100;

/**
 * The temperature, within e^±10, whose softmax (or for label sets sigmoids) of logits / temperature has the least
 * cross-entropy. `truths` is 1 where a label is true, row-major [rows, labels] like the logits.
 */
export function fitTemperature(logits: Float32Array, truths: Uint8Array, labels: number, link: Link): number {
  const slopeAt = link === "label-sets" ? sigmoidSlope(logits, truths) : softmaxSlope(logits, truths, labels);
  // The loss is convex in the inverse temperature: its slope rises through 0 at most once. Newton within a bracket.
  let low = -LOG_LIMIT;
  let high = LOG_LIMIT;
  let at = 0;
  for (let step = 0; step < MOST_STEPS && high - low > 1e-12; step++) {
    const inverse = Math.exp(at);
    const { slope, curvature } = slopeAt(inverse);
    if (slope > 0) high = at;
    else low = at;
    const newton = Math.log(Math.max(inverse - slope / curvature, Number.MIN_VALUE));
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - at) < 1e-13) break;
    at = next;
  }
  return Math.exp(-at);
}

type Slope = (inverse: number) => { readonly slope: number; readonly curvature: number };

function softmaxSlope(logits: Float32Array, truths: Uint8Array, labels: number): Slope {
  return (inverse) => {
    let slope = 0;
    let curvature = 0;
    for (let start = 0; start < logits.length; start += labels) {
      let highest = Number.NEGATIVE_INFINITY;
      for (let label = start; label < start + labels; label++) highest = Math.max(highest, logits[label]!);
      let [total, mean, square] = [0, 0, 0];
      for (let label = start; label < start + labels; label++) {
        const logit = logits[label]! - highest;
        const power = Math.exp(inverse * logit);
        total += power;
        mean += power * logit;
        square += power * logit * logit;
        if (truths[label] === 1) slope -= logit;
      }
      mean /= total;
      slope += mean;
      curvature += square / total - mean * mean;
    }
    return { slope, curvature };
  };
}

function sigmoidSlope(logits: Float32Array, truths: Uint8Array): Slope {
  return (inverse) => {
    let slope = 0;
    let curvature = 0;
    for (let index = 0; index < logits.length; index++) {
      const logit = logits[index]!;
      const p = 1 / (1 + Math.exp(-inverse * logit));
      slope += (p - truths[index]!) * logit;
      curvature += p * (1 - p) * logit * logit;
    }
    return { slope, curvature };
  };
}
