/** @file Fitting naive Bayes. */
import { fitNaiveBayes } from "../../numeric/linear/index.ts";
import { labelWeights } from "./class-weights.ts";
import type { CountingConfig } from "./counting.config.ts";
import { linearFigures, sparseRows } from "./linear-figures.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingTask } from "./training-task.ts";

/** Counts; one pass over the examples, nothing random. */
export function countFeatures(task: TrainingTask & { readonly training: CountingConfig }): FoundWeights {
  const { model, training, labels, train } = task;
  const { variant, alpha, norm, fitPrior, classWeights } = training;
  const weights = labelWeights(classWeights, labels, train.labelIds);
  const fit = fitNaiveBayes(sparseRows(model.type, train), train.labelIds, {
    variant,
    classes: labels.length,
    alpha,
    norm,
    fitPrior,
    sampleWeights: weights && Float64Array.from(train.labelIds, (label) => weights[label]!),
  });
  const found = {
    "dense.weight": decidingWeights(fit.weights, labels.length),
    "dense.bias": decidingWeights(fit.intercepts, labels.length),
  };
  const metrics = linearFigures(task, found);
  const epochs = metrics === undefined ? [] : [{ epoch: 1, metrics }];
  return { weights: found, history: { epochs, bestEpoch: epochs.length, stoppedEarly: false } };
}

/**
 * What the labels have in common decides nothing and is taken out of each feature's weights, which keeps single
 * precision for what does; of two labels only the difference is left.
 */
function decidingWeights(weights: Float64Array, labels: number): Float32Array {
  const features = weights.length / labels;
  if (labels === 2)
    return Float32Array.from({ length: features }, (_, feature) => weights[feature * 2 + 1]! - weights[feature * 2]!);
  const deciding = new Float32Array(weights.length);
  for (let start = 0; start < weights.length; start += labels) {
    let mean = 0;
    for (let label = 0; label < labels; label++) mean += weights[start + label]! / labels;
    for (let label = 0; label < labels; label++) deciding[start + label] = weights[start + label]! - mean;
  }
  return deciding;
}
