/** @file Fitting logistic regression. */
import { fitLogistic, fitOneVsRest } from "../../numeric/linear/index.ts";
import { type LabelSets, rowsOfEachLabel } from "../labels/index.ts";
import { labelSetWeights, labelWeights } from "./class-weights.ts";
import type { ConvexConfig } from "./convex.config.ts";
import { linearFigures, sparseRows } from "./linear-figures.ts";
import { NEVER } from "./log-odds.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { EpochFigures, TrainingHistory, TrainingOptions, TrainingTask } from "./training-task.ts";

/**
 * Finds the weights of the one minimum. Nothing random happens and it takes seconds, so that there are no checkpoints:
 * resuming starts over and ends with the same bits.
 */
export async function fitConvex(
  task: TrainingTask & { readonly training: ConvexConfig },
  { progress, signal, onEpoch }: TrainingOptions,
): Promise<FoundWeights> {
  const { model, training, labels, train, threads } = task;
  const rows = sparseRows(model.type, train);
  if (train.labelSets !== undefined) return fitLabelSets(task, rows, train.labelSets, { progress, signal, onEpoch });
  const weights = labelWeights(training.classWeights, labels, train.labelIds);
  const fit = await fitLogistic(rows, train.labelIds, {
    classes: labels.length,
    c: training.c,
    sampleWeights: weights && Float64Array.from(train.labelIds, (label) => weights[label]!),
    maxIterations: training.maxIterations,
    tolerance: training.tolerance,
    threads,
    progress,
    signal,
    onIteration: (iteration, loss) => onEpoch?.({ epoch: iteration, metrics: { objective: loss } }),
  });
  const found = {
    "dense.weight": Float32Array.from(fit.coefficients),
    "dense.bias": Float32Array.from(fit.intercepts),
  };
  return { weights: found, history: historyOf(task, found, fit.losses) };
}

/** One regression for each label; the history has the mean of their objectives. */
async function fitLabelSets(
  task: TrainingTask & { readonly training: ConvexConfig },
  rows: ReturnType<typeof sparseRows>,
  labelSets: LabelSets,
  { progress, signal, onEpoch }: TrainingOptions,
): Promise<FoundWeights> {
  const { training, labels, threads } = task;
  const { c, maxIterations, tolerance, classWeights } = training;
  const fit = await fitOneVsRest(rows, rowsOfEachLabel(labelSets, labels.length), {
    ...{ c, maxIterations, tolerance, threads, progress, signal },
    labelWeights: labelSetWeights(classWeights, labels, labelSets),
  });
  const found = {
    "dense.weight": fit.coefficients,
    "dense.bias": Float32Array.from(fit.intercepts, (intercept) => Math.min(-NEVER, Math.max(NEVER, intercept))),
  };
  const history = historyOf(task, found, meanByIteration(fit.losses.filter((losses) => losses.length > 0)));
  for (const figures of history.epochs) onEpoch?.(figures);
  return { weights: found, history };
}

/** The mean over labels after each iteration; a label that has converged stays where it is. */
function meanByIteration(losses: readonly (readonly number[])[]): number[] {
  const iterations = losses.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from(
    { length: iterations },
    (_, at) => losses.reduce((sum, own) => sum + own[Math.min(at, own.length - 1)]!, 0) / losses.length,
  );
}

/** The objective after each iteration, and after the last one the figures of the validation set. */
function historyOf(
  task: TrainingTask,
  weights: { readonly "dense.weight": Float32Array; readonly "dense.bias": Float32Array },
  objectives: readonly number[],
): TrainingHistory {
  const epochs: EpochFigures[] = objectives.map((objective, index) => ({ epoch: index + 1, metrics: { objective } }));
  const last = epochs.at(-1);
  const figures = linearFigures(task, weights);
  if (figures !== undefined && last !== undefined)
    epochs[epochs.length - 1] = { epoch: last.epoch, metrics: { ...last.metrics, ...figures } };
  return { epochs, bestEpoch: epochs.length, stoppedEarly: false };
}
