/**
 * @file Logistic regression over hashed words on more texts than memory holds: they pass once, become rows in temporary
 * files, and are read back in every epoch. Memory grows with the features and labels, not with the texts.
 */
import { siblingModule } from "../../foundation/index.ts";
import type { ModelConfig } from "../model/index.ts";
import { fitTextPipeline, type HashingConfig, type TextBlock, textColumn } from "../text/index.ts";
import { weightsByCount } from "./class-weights.ts";
import type { FittedClassifier } from "./classifier.ts";
import type { FtrlFit } from "./ftrl-epochs.ts";
import type { FtrlProximalConfig } from "./ftrl-proximal.config.ts";
import { ftrlHistory, ftrlTask, ftrlWeights } from "./ftrl-proximal.ts";
import { type StoredStream, type StreamOptions, withStoredBlocks } from "./store-blocks.ts";
import type { StreamLinearJob } from "./stream-linear-worker.ts";
import { trainedModel } from "./trained-model.ts";

/** What decides the classifier besides its texts. */
export interface LinearStreamSettings {
  readonly text: HashingConfig;
  readonly model: Extract<ModelConfig, { readonly type: "logistic-regression/v1" }>;
  readonly training: FtrlProximalConfig;
  readonly seed: number;
  readonly threads: number;
}

/**
 * Trains on blocks of texts with one label each, in the order in which they come; each epoch takes the blocks, and the
 * texts of a block, in another order. Texts are encoded by all threads and learnt by one, so that the result is the same
 * for every number of threads. The temporary files have eight bytes for each different word of a text.
 * @throws TooLittleDataError, TooManyWeightsError, DivergedError, CancelledError
 */
export function streamLinear(
  settings: LinearStreamSettings,
  blocks: AsyncIterable<TextBlock>,
  options: StreamOptions = {},
): Promise<FittedClassifier> {
  const { text, threads } = settings;
  const request = { module: siblingModule(import.meta.url, "stream-linear-worker"), threads, config: text };
  return withStoredBlocks(blocks, request, options, (stream) => trainLinear(settings, stream, options));
}

async function trainLinear(
  { text, model, training, seed }: LinearStreamSettings,
  { pools, file, blocks, rows, labels, labelOf, labelCounts }: StoredStream,
  { progress, signal }: StreamOptions,
): Promise<FittedClassifier> {
  const { pipeline } = await fitTextPipeline(text, textColumn([]));
  const weights = weightsByCount(training.classWeights, labels, labelCounts);
  const size = { labels: labels.length, features: pipeline.featureCount, rows, seed };
  const job: StreamLinearJob = { task: ftrlTask(training, size, weights), file, blocks, labelOf };
  const fit = await pools[0]!.run<FtrlFit>("learn", job, { signal, ...(progress === undefined ? {} : { progress }) });
  const trained = trainedModel(
    { model, labels, features: pipeline.featureCount },
    { ...ftrlWeights(fit), history: ftrlHistory(fit) },
  );
  return { labels, pipeline, model: trained };
}
