/** @file Losses of classifiers, from unnormalised scores, stable for scores of any size. */

import { sameShape } from "../dimension.ts";
import { DataTypeMismatchError, ShapeMismatchError } from "../errors.ts";
import { requireRank } from "../operand-rules.ts";
import { softplus } from "../operators/activation.ts";
import { divide, multiply, negate, subtract } from "../operators/arithmetic.ts";
import { reduceSum } from "../operators/broadcast.ts";
import { reduceMean } from "../operators/reduce.ts";
import { squeeze, unsqueeze } from "../operators/reshape.ts";
import { gatherElements } from "../operators/scatter-elements.ts";
import { logSoftmax } from "../operators/softmax.ts";
import type { OperatorEntry, Tensor } from "../tensor.ts";

/**
 * The mean of −(t·log σ(z) + (1−t)·log(1−σ(z))) over all elements; with weights, of the same shape, the weighted mean
 * Σwℓ / Σw. Targets are from 0 to 1, of the logits' shape and type.
 */
export function binaryCrossEntropyWithLogits(logits: Tensor, targets: Tensor, weights?: Tensor): Tensor {
  requireShape("binaryCrossEntropyWithLogits", targets, logits);
  return weightedMean(subtract(softplus(logits), multiply(logits, targets)), weights);
}

/**
 * The mean of −log softmax(z)[label] over the rows of `logits` [batch, classes]; with weights [batch], the weighted
 * mean Σwℓ / Σw. Labels are int64 [batch], each in [0, classes).
 */
export function softmaxCrossEntropy(logits: Tensor, labelIds: Tensor, weights?: Tensor): Tensor {
  requireRank("softmaxCrossEntropy", logits, 2);
  if (labelIds.type !== "int64") {
    throw new DataTypeMismatchError("softmaxCrossEntropy", [logits.type, labelIds.type], "labels must be int64");
  }
  const chosen = gatherElements(logSoftmax(logits), unsqueeze(labelIds, [1]), 1);
  return weightedMean(negate(squeeze(chosen, [1])), weights);
}

function weightedMean(losses: Tensor, weights: Tensor | undefined): Tensor {
  if (weights === undefined) return reduceMean(losses);
  requireShape("the weighted mean of losses", weights, losses);
  return divide(reduceSum(multiply(losses, weights)), reduceSum(weights));
}

function requireShape(operator: string, given: Tensor, expected: Tensor): void {
  if (!sameShape(given.shape, expected.shape)) {
    throw new ShapeMismatchError(operator, [given.shape, expected.shape], "both must have one shape");
  }
}

export const lossEntries: readonly OperatorEntry[] = [
  {
    type: "binaryCrossEntropyWithLogits",
    samples: [
      {
        name: "plain and weighted, large scores too",
        inputs: {
          z: { shape: ["batch", 1], type: "float", values: [-90, -0.5, 0.25, 30] },
          t: { shape: ["batch", 1], type: "float", range: [0, 1] },
          w: { shape: ["batch", 1], type: "float", range: [0.5, 2] },
        },
        sizes: { batch: 4 },
        onlyFloat32: true,
        build: ({ z, t, w }) => [binaryCrossEntropyWithLogits(z!, t!), binaryCrossEntropyWithLogits(z!, t!, w!)],
      },
    ],
  },
  {
    type: "softmaxCrossEntropy",
    samples: [
      {
        name: "plain and weighted",
        inputs: {
          z: { shape: ["batch", 3], type: "float", range: [-5, 5] },
          labels: { shape: ["batch"], type: "int64", values: [2, 0, 0, 1] },
          w: { shape: ["batch"], type: "float", range: [0.5, 2] },
        },
        sizes: { batch: 4 },
        build: ({ z, labels, w }) => [softmaxCrossEntropy(z!, labels!), softmaxCrossEntropy(z!, labels!, w!)],
      },
    ],
  },
];
