/** @file Each example's loss in a training graph, from scores of any size. */
import {
  add,
  cast,
  exp,
  gatherElements,
  log,
  logSoftmax,
  maximum,
  multiply,
  negate,
  reduceMean,
  softplus,
  squeeze,
  subtract,
  type Tensor,
  unsqueeze,
} from "../../numeric/graph/index.ts";
import type { LossConfig } from "./loss.config.ts";

/** Below what 1 − p can be in single precision, unless it is 0. */
const TINY = 1e-8;

/**
 * The loss of labels that exclude each other: `scores` [batch, labels], or [batch, 1] where one decides between two;
 * `labelIds` int64 [batch]. [batch]
 */
export function labelLosses(scores: Tensor, labelIds: Tensor, loss: LossConfig): Tensor {
  if (scores.shape[1] === 1) return targetLosses(squeeze(scores, [1]), cast(labelIds, "float32"), loss);
  const logProbabilities = logSoftmax(scores);
  const own = squeeze(gatherElements(logProbabilities, unsqueeze(labelIds, [1]), 1), [1]);
  if (loss.type === "focal/v1") {
    if (loss.gamma === 0) return negate(own);
    const missing = maximum(add(negate(exp(own)), 1), TINY);
    return negate(multiply(exp(multiply(log(missing), loss.gamma)), own));
  }
  const share = loss.labelSmoothing;
  if (share === 0) return negate(own);
  return negate(add(multiply(own, 1 - share), multiply(reduceMean(logProbabilities, [1]), share)));
}

/** The loss of each score for itself: `targets` are 0 or 1, of the scores' shape, and so is the result. */
export function targetLosses(scores: Tensor, targets: Tensor, loss: LossConfig): Tensor {
  if (loss.type === "focal/v1") {
    const signed = multiply(scores, subtract(multiply(targets, 2), 1)); // the score of what is true
    const ownLoss = softplus(negate(signed));
    // 1 − p is the sigmoid of the negated score: its logarithm needs no difference.
    return loss.gamma === 0 ? ownLoss : multiply(exp(multiply(softplus(signed), -loss.gamma)), ownLoss);
  }
  const share = loss.labelSmoothing;
  const smoothed = share === 0 ? targets : add(multiply(targets, 1 - share), share / 2);
  return subtract(softplus(scores), multiply(scores, smoothed));
}
