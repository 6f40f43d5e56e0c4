/** @file Each example's loss and its slopes in plain loops: what `model/loss-graph.ts` says as a graph. */
import type { LossConfig } from "../model/index.ts";

/** Loss of one example; the slopes by the scores go to `slopes`. */
export interface ExampleLoss {
  /** Of labels that exclude each other; `scores` from `first` on, as many as there are slopes. */
  ofLabel(scores: Float32Array, first: number, label: number, slopes: Float64Array): number;
  /** Of one score for itself, whose target is 0 or 1; its slope goes to `slopes[at]`. */
  ofTarget(score: number, target: number, slopes: Float64Array, at: number): number;
}

/** The loss of these settings. */
export function exampleLoss(config: LossConfig): ExampleLoss {
  const ofTarget = config.type === "focal/v1" ? focalOfTarget(config.gamma) : smoothOfTarget(config.labelSmoothing);
  const ofLogs = config.type === "focal/v1" ? focalOfLabel(config.gamma) : smoothOfLabel(config.labelSmoothing);
  return {
    ofTarget,
    ofLabel: (scores, first, label, slopes) =>
      slopes.length === 1
        ? ofTarget(scores[first]!, label === 1 ? 1 : 0, slopes, 0)
        : ofLogs(scores, first, label, slopes),
  };
}

/** log(1 + eˣ), without overflow. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

function sigmoid(x: number): number {
  const small = Math.exp(-Math.abs(x)); // never overflows
  return x >= 0 ? 1 / (1 + small) : small / (1 + small);
}

function smoothOfTarget(share: number): ExampleLoss["ofTarget"] {
  return (score, target, slopes, at) => {
    const smoothed = target * (1 - share) + share / 2;
    slopes[at] = sigmoid(score) - smoothed;
    return softplus(score) - score * smoothed;
  };
}

function focalOfTarget(gamma: number): ExampleLoss["ofTarget"] {
  return (score, target, slopes, at) => {
    const sign = target === 1 ? 1 : -1;
    const signed = sign * score; // the score of what is true
    const missing = sigmoid(-signed); // 1 − p
    const weight = Math.exp(-gamma * softplus(signed));
    const ownLoss = softplus(-signed);
    slopes[at] = -sign * weight * (gamma * (1 - missing) * ownLoss + missing);
    return weight * ownLoss;
  };
}

/** Probabilities of the labels into `slopes`; gives the logarithm of that of `label`. */
function softmax(scores: Float32Array, first: number, label: number, slopes: Float64Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let output = 0; output < slopes.length; output++) highest = Math.max(highest, scores[first + output]!);
  let total = 0;
  for (let output = 0; output < slopes.length; output++)
    total += slopes[output] = Math.exp(scores[first + output]! - highest);
  for (let output = 0; output < slopes.length; output++) slopes[output]! /= total;
  return scores[first + label]! - highest - Math.log(total);
}

function smoothOfLabel(share: number): ExampleLoss["ofLabel"] {
  return (scores, first, label, slopes) => {
    const own = softmax(scores, first, label, slopes);
    const each = share / slopes.length;
    let sum = 0;
    if (share > 0)
      for (let output = 0; output < slopes.length; output++) {
        sum += own + scores[first + output]! - scores[first + label]!; // the logarithm of its probability
        slopes[output]! -= each;
      }
    slopes[label]! -= 1 - share;
    return -(1 - share) * own - each * sum;
  };
}

function focalOfLabel(gamma: number): ExampleLoss["ofLabel"] {
  return (scores, first, label, slopes) => {
    const own = softmax(scores, first, label, slopes);
    let missing = 0; // 1 − p, added up from the others so that nothing cancels
    for (let output = 0; output < slopes.length; output++) if (output !== label) missing += slopes[output]!;
    const weight = missing ** gamma;
    const steeper = missing === 0 ? 0 : gamma * missing ** (gamma - 1) * slopes[label]! * own;
    for (let output = 0; output < slopes.length; output++) slopes[output]! *= weight - steeper;
    slopes[label]! -= weight - steeper;
    return -weight * own;
  };
}
