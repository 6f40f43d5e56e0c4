/** @file Fitting naive Bayes. */
import { fitNaiveBayes, fitNaiveBayesSets } from "../../numeric/linear/index.ts";
import { type LabelSets, rowsOfEachLabel } from "../labels/index.ts";
import { labelSetWeights } from "./class-weights.ts";
import type { CountingConfig } from "./counting.config.ts";
import { linearFigures, sparseRows } from "./linear-figures.ts";
import { boundedLogOdds } from "./log-odds.ts";
import { exampleWeights } from "./one-vs-rest-fit.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingTask } from "./training-task.ts";

type CountingTask = TrainingTask & { readonly training: CountingConfig };
type CountedWeights = Readonly<Record<"dense.weight" | "dense.bias", Float32Array>>;

/** Counts, nothing random; where texts may have several labels, each label against the rest. */
export function countFeatures(task: CountingTask): FoundWeights {
  const found =
    task.train.labelSets === undefined ? weightsOfLabels(task) : weightsOfLabelSets(task, task.train.labelSets);
  const metrics = linearFigures(task, found);
  const epochs = metrics === undefined ? [] : [{ epoch: 1, metrics }];
  return { weights: found, history: { epochs, bestEpoch: epochs.length, stoppedEarly: false } };
}

function weightsOfLabels(task: CountingTask): CountedWeights {
  const { model, training, labels, train } = task;
  const { variant, alpha, norm, fitPrior, classWeights } = training;
  const fit = fitNaiveBayes(sparseRows(model.type, train), train.labelIds, {
    variant,
    classes: labels.length,
    alpha,
    norm,
    fitPrior,
    sampleWeights: exampleWeights(task, classWeights),
  });
  return {
    "dense.weight": decidingWeights(fit.weights, labels.length),
    "dense.bias": decidingWeights(fit.intercepts, labels.length),
  };
}

function weightsOfLabelSets({ model, training, labels, train }: CountingTask, sets: LabelSets): CountedWeights {
  const { variant, alpha, norm, fitPrior, classWeights } = training;
  const labelWeights = labelSetWeights(classWeights, labels, sets);
  const options = { variant, alpha, norm, fitPrior, labelWeights };
  const rows = sparseRows(model.type, train);
  const { coefficients, intercepts } = fitNaiveBayesSets(rows, rowsOfEachLabel(sets, labels.length), options);
  return { "dense.weight": coefficients, "dense.bias": Float32Array.from(intercepts, boundedLogOdds) };
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
