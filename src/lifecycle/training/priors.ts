/** @file Counting labels: all the training that the majority model needs. */
import { countLabels } from "./class-weights.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingTask } from "./training-task.ts";

/** Stands for the logarithm of 0: e⁻⁸⁷ is about the smallest single-precision number. */
const NEVER = -87;

/** Logarithms of the training set's shares of labels. */
export function countPriors({ labels, train }: TrainingTask): FoundWeights {
  const counts = countLabels(train.labelIds, labels.length);
  const logarithms = Float32Array.from(counts, (count) =>
    count === 0 ? NEVER : Math.log(count / train.labelIds.length),
  );
  return { weights: { "log-priors": logarithms }, history: { epochs: [], bestEpoch: 0, stoppedEarly: false } };
}
