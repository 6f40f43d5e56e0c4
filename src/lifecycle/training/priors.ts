/** @file Counting labels: all the training that the majority model needs. */
import { countLabelSets } from "../labels/index.ts";
import { countLabels } from "./class-weights.ts";
import { logOdds, NEVER } from "./log-odds.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingTask } from "./training-task.ts";

/**
 * Logarithms of the training set's shares of labels; where texts may have several labels, of the odds of each.
 */
export function countPriors({ labels, train }: TrainingTask): FoundWeights {
  const { labelIds, labelSets } = train;
  const texts = labelIds.length;
  const logarithms =
    labelSets === undefined
      ? countLabels(labelIds, labels.length).map((count) => (count === 0 ? NEVER : Math.log(count / texts)))
      : countLabelSets(labelSets, labels.length).map((count) => logOdds(count, texts));
  return {
    weights: { "log-priors": Float32Array.from(logarithms) },
    history: { epochs: [], bestEpoch: 0, stoppedEarly: false },
  };
}
