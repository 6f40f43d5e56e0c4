/**
 * @file fast-text on more texts than memory holds: they pass once, become numbers in a temporary file, and are read back
 * in every epoch. Memory grows with the vocabulary and the buckets, not with the texts.
 */
import { type Progress, siblingModule } from "../../foundation/index.ts";
import { bagWeights, createBagModel } from "../../numeric/kernels/index.ts";
import type { ModelConfig } from "../model/index.ts";
import { learntNgramIds, mergeWords, type NgramIdsConfig, type TextBlock, type WordsOfThread } from "../text/index.ts";
import { weightsByCount } from "./class-weights.ts";
import type { FittedClassifier } from "./classifier.ts";
import { denseLayer } from "./dense-layer.ts";
import type { OnlineConfig } from "./online.config.ts";
import { type StoredStream, type StreamOptions, withStoredBlocks } from "./store-blocks.ts";
import type { StreamJob } from "./stream-fast-text-worker.ts";
import { trainedModel } from "./trained-model.ts";

/** What decides the classifier besides its texts. */
export interface FastTextStreamSettings {
  readonly text: NgramIdsConfig;
  readonly model: Extract<ModelConfig, { readonly type: "fast-text/v1" }>;
  readonly training: OnlineConfig;
  readonly seed: number;
  readonly threads: number;
}

const BATCH_IDS = 1 << 17;
const BATCH_TEXTS = 256;
/** A table of so many words has 32 MB of slots. */
const MOST_WORDS = 1 << 20;

/**
 * Trains on blocks of texts with one label each, in the order in which they come; each epoch takes the blocks, and the
 * texts of a block, in another order. A text of more than 131,072 ids is left out. Words that a thread first meets when it
 * knows 1,048,576 have no id of their own and no character n-grams, and the most frequent 1,048,576 of all threads have
 * one. The temporary files have four bytes a token.
 * @throws TooLittleDataError, DivergedError, CancelledError
 */
export function streamFastText(
  settings: FastTextStreamSettings,
  blocks: AsyncIterable<TextBlock>,
  options: StreamOptions = {},
): Promise<FittedClassifier> {
  const { text, training } = settings;
  const request = {
    module: siblingModule(import.meta.url, "stream-fast-text-worker"),
    threads: training.deterministic ? 1 : settings.threads,
    config: { text, mostWords: MOST_WORDS },
  };
  return withStoredBlocks(blocks, request, options, (stream) => trainFastText(settings, stream, options));
}

async function trainFastText(
  { text, model, training, seed }: FastTextStreamSettings,
  { pools, file, blocks, rows, labels, labelOf, labelCounts }: StoredStream,
  { progress, signal }: StreamOptions,
): Promise<FittedClassifier> {
  const threads = pools.length;
  const words = await Promise.all(pools.map((pool) => pool.run<WordsOfThread>("words", { text })));
  const merged = mergeWords(words, text.minCount, MOST_WORDS);
  const firstBucket = merged.words.length + 1;
  const bag = createBagModel(
    {
      rows: firstBucket + text.buckets,
      width: model.width,
      labels: labels.length,
      threads,
      batchTexts: BATCH_TEXTS,
      batchIds: BATCH_IDS,
      batchLabels: BATCH_TEXTS,
    },
    weightsOfLabels(training, labels, labelCounts),
  );
  const { epochs, learningRate } = training;
  const job: StreamJob = {
    config: text,
    model: bag,
    file,
    blocks,
    words,
    idsOf: merged.idsOf,
    firstBucket,
    isUsed: new Uint8Array(new SharedArrayBuffer(text.buckets)),
    labelOf,
    epochs,
    rows,
    learningRate,
    oneVsAll: training.loss === "one-vs-all",
    seed,
    cursor: new Int32Array(new SharedArrayBuffer(epochs * 4)),
    losses: new Float64Array(new SharedArrayBuffer(epochs * threads * 8)),
  };
  await Promise.all(pools.map((pool, thread) => pool.run("fill", { job, thread }, { signal })));
  let furthest = 0;
  const forward: Progress = (event) => {
    if (event.done < furthest) return; // said by a thread that was overtaken
    furthest = event.done;
    progress?.(event);
  };
  await Promise.all(pools.map((pool, thread) => pool.run("train", { job, thread }, { signal, progress: forward })));
  const total = epochs * rows;
  progress?.({ task: "Training", done: total, total, unit: "rows", finished: true });
  const { pipeline, kept } = learntNgramIds(text, merged.words, job.isUsed);
  const { embedding, dense } = bagWeights(bag, kept);
  const history = Array.from({ length: epochs }, (_, epoch) => {
    const sum = job.losses.subarray(epoch * threads, (epoch + 1) * threads).reduce((all, loss) => all + loss, 0);
    const loss = sum / (rows * (job.oneVsAll ? labels.length : 1));
    return { epoch: epoch + 1, metrics: { loss, "learning-rate": learningRate * (1 - (epoch + 1) / epochs) } };
  });
  const size = { labels: labels.length, features: pipeline.featureCount };
  const trained = trainedModel(
    { model, labels, features: pipeline.featureCount },
    {
      weights: { "embedding.weight": embedding, "dense.weight": denseLayer(dense, size, job.oneVsAll) },
      history: { epochs: history, bestEpoch: epochs, stoppedEarly: false },
    },
  );
  return { labels, pipeline, model: trained };
}

/** See `createBagModel`. */
function weightsOfLabels(
  { classWeights, loss }: OnlineConfig,
  labels: readonly string[],
  labelCounts: Float64Array,
): Float64Array | undefined {
  const weights = weightsByCount(classWeights, labels, labelCounts);
  if (loss !== "one-vs-all" || weights === undefined) return weights;
  return Float64Array.from([...weights].flatMap((weight) => [1, weight]));
}
