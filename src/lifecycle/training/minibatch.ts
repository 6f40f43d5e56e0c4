/** @file Mini-batch training, as the caller's thread sees it: it starts the worker threads and waits for them. */
import { createWorkerPool, siblingModule } from "../../foundation/index.ts";
import { architectures, type ModelConfig, startingWeights, WrongEncodingError } from "../model/index.ts";
import { labelSetWeights, labelWeights } from "./class-weights.ts";
import { convolutionLayout, createConvolutionExchange } from "./convolution-team.ts";
import type { LoopResult } from "./loop.ts";
import { loopProgress } from "./loop-context.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import type { KernelTeam, LabelledTokens, MinibatchJob } from "./minibatch-job.ts";
import { createSliceExchange, sliceCount } from "./slice-exchange.ts";
import { startWith } from "./starting-vectors.ts";
import { taskDigest } from "./task-digest.ts";
import { type FoundWeights, modelSize } from "./trained-model.ts";
import type { LabelledTexts, TrainingHistory, TrainingOptions, TrainingTask } from "./training-task.ts";
import { requireFigure } from "./validation-figures.ts";

/** Texts that are pooled at a time when scoring. */
const SCORED_TEXTS = 512;

/** How mini-batches are computed: by kernels where they know the model, or by the model's graph. */
export type EngineChoice = "kernels" | "graph";

type MinibatchTask = TrainingTask & { readonly training: MinibatchConfig };

/** Finds weights by mini-batches. `engine` is for tests; both find the same within rounding. */
export async function trainByMinibatches(
  task: MinibatchTask,
  options: TrainingOptions,
  engine: EngineChoice = "kernels",
): Promise<FoundWeights> {
  if (task.training.checkpointMetric !== null) requireFigure(task.training.checkpointMetric.name);
  const job = minibatchJob(task, options, engine);
  const threads = job.kernels?.threads ?? 1;
  const stopHelpers = new AbortController();
  const signal =
    options.signal === undefined ? stopHelpers.signal : AbortSignal.any([options.signal, stopHelpers.signal]);
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "minibatch-worker"), threads });
  try {
    const led = pool.run<LoopResult>("lead", job, {
      signal,
      progress: loopProgress(options),
    });
    const helped = Array.from({ length: threads - 1 }, (_, index) =>
      pool.run("help", { job, rank: index + 1 }, { signal }),
    );
    // Whichever fails first says why; the others then end by themselves.
    const { weights, epochs, bestEpoch, stoppedEarly } = await Promise.race([
      led,
      ...helped.map((helper) => helper.then(() => led)),
    ]);
    const history: TrainingHistory = { epochs, bestEpoch, stoppedEarly };
    return { weights, history };
  } finally {
    stopHelpers.abort();
    await pool.close();
  }
}

function minibatchJob(task: MinibatchTask, options: TrainingOptions, engine: EngineChoice): MinibatchJob {
  const { model, training: config, labels, features, seed, threads, train, validation } = task;
  const size = modelSize(task);
  const start = startingWeights(model, size, seed, task.startingWeights);
  if (task.startingVectors !== undefined) startWith(start, task.startingVectors);
  const needsDigest = options.checkpointFolder !== undefined;
  return {
    model,
    config,
    task: task.task,
    labels: labels.length,
    features,
    seed,
    threads,
    train: labelledTokens(model, train),
    validation: validation === null ? undefined : labelledTokens(model, validation),
    labelWeights:
      train.labelSets === undefined
        ? labelWeights(config.classWeights, labels, train.labelIds)
        : labelSetWeights(config.classWeights, labels, train.labelSets),
    start,
    taskDigest: needsDigest ? taskDigest(task) : "",
    checkpointFolder: options.checkpointFolder,
    checkpointIntervalMs: options.checkpointIntervalMs,
    resume: options.resume ?? false,
    kernels: engine === "graph" ? undefined : kernelTeam(task),
  };
}

/** The threads and what they share, where kernels know the model. */
function kernelTeam({ model, training, features, threads }: MinibatchTask): KernelTeam | undefined {
  const architecture = architectures.get(model.type);
  const pooled = architecture.pooled?.(model);
  if (pooled !== undefined) {
    const slices = sliceCount(pooled.width, threads);
    const capacity = Math.max(training.batchSize, SCORED_TEXTS);
    const exchange = createSliceExchange({ features, width: pooled.width, capacity, slices });
    return { type: "pooling", threads: slices, pooled, exchange };
  }
  const convolution = architecture.convolution?.(model);
  if (convolution === undefined) return undefined;
  const layout = convolutionLayout(convolution);
  const exchange = createConvolutionExchange(layout);
  return { type: "convolution", threads: Math.min(threads, layout.slices.length), convolution, exchange };
}

function labelledTokens(model: ModelConfig, { encoded, labelIds, labelSets }: LabelledTexts): LabelledTokens {
  if (encoded.kind !== "tokens") throw new WrongEncodingError(model.type, "tokens", encoded.kind);
  return { tokens: encoded.tokens, labelIds, labelSets };
}
