/** @file Fitting logistic regression example by example, from rows in memory. */
import { createWorkerPool, siblingModule } from "../../foundation/index.ts";
import { hasLabelSets, type Task } from "../labels/index.ts";
import { labelSetWeights, labelWeights } from "./class-weights.ts";
import { TooManyWeightsError } from "./errors.ts";
import type { FtrlFit, FtrlTask } from "./ftrl-epochs.ts";
import type { FtrlProximalConfig } from "./ftrl-proximal.config.ts";
import type { FtrlRows } from "./ftrl-worker.ts";
import { linearFigures, sparseRows } from "./linear-figures.ts";
import { labelsOf } from "./shared-labels.ts";
import type { FoundWeights } from "./trained-model.ts";
import type { TrainingHistory, TrainingOptions, TrainingTask } from "./training-task.ts";

/** A gibibyte of state. */
const MOST_WEIGHTS = 1 << 27;

/**
 * Finds weights in one thread, so that the same seed gives the same bits whatever the number of threads; there are no
 * checkpoints: resuming starts over.
 */
export async function fitFtrlProximal(
  task: TrainingTask & { readonly training: FtrlProximalConfig },
  { progress, signal, onEpoch }: TrainingOptions,
): Promise<FoundWeights> {
  const { model, training, labels, train, features, seed } = task;
  const rows = sparseRows(model.type, train);
  const { classWeights } = training;
  const weights =
    train.labelSets === undefined
      ? labelWeights(classWeights, labels, train.labelIds)
      : labelSetWeights(classWeights, labels, train.labelSets);
  const job: FtrlRows = {
    task: ftrlTask(training, { task: task.task, labels: labels.length, features, rows: rows.rows, seed }, weights),
    rows,
    labels: labelsOf(train),
  };
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "ftrl-worker"), threads: 1 });
  try {
    const fit = await pool.run<FtrlFit>("learn", job, { signal, ...(progress === undefined ? {} : { progress }) });
    const found = ftrlWeights(fit);
    const history = ftrlHistory(fit, linearFigures(task, found.weights));
    for (const figures of history.epochs) onEpoch?.(figures);
    return { ...found, history };
  } finally {
    await pool.close();
  }
}

/** What a fit of these sizes is asked to do. @throws TooManyWeightsError */
export function ftrlTask(
  { epochs, learningRate, beta, c }: FtrlProximalConfig,
  size: {
    readonly task?: Task | undefined;
    readonly labels: number;
    readonly features: number;
    readonly rows: number;
    readonly seed: number;
  },
  labelWeights: Float64Array | undefined,
): FtrlTask {
  const { task, labels, features, rows, seed } = size;
  if (labels * features > MOST_WEIGHTS) throw new TooManyWeightsError(features, labels, MOST_WEIGHTS);
  const choice = hasLabelSets(task) ? "any" : "exclusive";
  const options = { features, labels, choice, learningRate, beta, l2: 1 / (c * rows), labelWeights } as const;
  return { options, epochs, rows, seed };
}

/** Weights by the model's names. */
export function ftrlWeights({ coefficients, intercepts }: FtrlFit) {
  return { weights: { "dense.weight": coefficients, "dense.bias": intercepts } };
}

/** The mean losses; the last epoch has the figures of the validation set, where there is one. */
export function ftrlHistory({ losses }: FtrlFit, figures: Readonly<Record<string, number>> = {}): TrainingHistory {
  const last = losses.length - 1;
  const epochs = losses.map((loss, at) => ({ epoch: at + 1, metrics: at === last ? { loss, ...figures } : { loss } }));
  return { epochs, bestEpoch: losses.length, stoppedEarly: false };
}
