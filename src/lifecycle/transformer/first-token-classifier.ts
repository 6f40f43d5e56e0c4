/** @file The head of RoBERTa and its relatives: dense, activation, dense, over the first token. */
import type { Tensor } from "../../numeric/graph/index.ts";
import type { ClassificationHead } from "./architecture.ts";
import { dropOut, firstRows, linear, linearWeights } from "./layers.ts";

/** `classifier.dense` and `classifier.out_proj`, with dropout before both. */
export function firstTokenClassifier(activation: (x: Tensor) => Tensor): ClassificationHead {
  return {
    weights: ({ width }, outputs) => [
      ...linearWeights("classifier.dense", width, width),
      ...linearWeights("classifier.out_proj", width, outputs),
    ],
    scores(states, _inputs, weights, { width, dropout }, dropouts) {
      const first = dropOut(firstRows(states, width), dropout.classifier, dropouts);
      const bent = activation(linear(first, weights, "classifier.dense"));
      return linear(dropOut(bent, dropout.classifier, dropouts), weights, "classifier.out_proj");
    },
  };
}
