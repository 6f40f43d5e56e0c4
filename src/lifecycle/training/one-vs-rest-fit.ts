/** @file What models share that fit each label against the rest. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { type LabelSets, rowsOfEachLabel } from "../labels/index.ts";
import type { ClassWeights } from "./class-weights.config.ts";
import { labelSetWeights, labelWeights } from "./class-weights.ts";
import { linearFigures } from "./linear-figures.ts";
import { boundedLogOdds } from "./log-odds.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { EpochFigures, TrainingOptions, TrainingTask } from "./training-task.ts";

/** [rows], or `undefined` for 1 each. */
export function exampleWeights({ labels, train }: TrainingTask, setting: ClassWeights): Float64Array | undefined {
  const weights = labelWeights(setting, labels, train.labelIds);
  return weights && Float64Array.from(train.labelIds, (label) => weights[label]!);
}

/** The rows of each label, and how much each row counts for it. */
export function labelSetProblems(
  { rows }: CompressedRows,
  labels: readonly string[],
  labelSets: LabelSets,
  setting: ClassWeights,
): { readonly positives: Int32Array[]; readonly weightsOf: (label: number) => Float64Array | undefined } {
  const positives = rowsOfEachLabel(labelSets, labels.length);
  const weights = labelSetWeights(setting, labels, labelSets);
  return {
    positives,
    weightsOf(label) {
      if (weights === undefined) return undefined;
      const each = new Float64Array(rows).fill(weights[2 * label]!);
      for (const row of positives[label]!) each[row] = weights[2 * label + 1]!;
      return each;
    },
  };
}

/** The weights as a model ships them, with a history of one figure by iteration. */
export function foundWeights(
  task: TrainingTask,
  fit: { readonly coefficients: Float32Array; readonly intercepts: Float64Array; readonly trace: readonly number[] },
  figure: string,
  onEpoch: TrainingOptions["onEpoch"],
): FoundWeights {
  const weights = {
    "dense.weight": fit.coefficients,
    "dense.bias": Float32Array.from(fit.intercepts, boundedLogOdds),
  };
  const epochs: EpochFigures[] = fit.trace.map((value, index) => ({ epoch: index + 1, metrics: { [figure]: value } }));
  const last = epochs.at(-1);
  const figures = linearFigures(task, weights);
  if (figures !== undefined && last !== undefined)
    epochs[epochs.length - 1] = { epoch: last.epoch, metrics: { ...last.metrics, ...figures } };
  for (const epoch of epochs) onEpoch?.(epoch);
  return { weights, history: { epochs, bestEpoch: epochs.length, stoppedEarly: false } };
}
