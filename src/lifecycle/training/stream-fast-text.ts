/**
 * @file fast-text on more texts than memory holds: they pass once, become numbers in a temporary file, and are read back
 * in every epoch. Memory grows with the vocabulary and the buckets, not with the texts.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CancelledError, createWorkerPool, siblingModule, type WorkerPool } from "../../foundation/index.ts";
import { bagWeights, createBagModel } from "../../numeric/kernels/index.ts";
import type { ModelConfig } from "../model/index.ts";
import { learntNgramIds, mergeWords, type NgramIdsConfig, type TextColumn, type WordsOfThread } from "../text/index.ts";
import type { FittedClassifier } from "./classifier.ts";
import { denseLayer } from "./dense-layer.ts";
import { TooLittleDataError } from "./errors.ts";
import type { OnlineConfig } from "./online.config.ts";
import type { StoredBlock, StreamJob } from "./stream-worker.ts";
import { trainedModel } from "./trained-model.ts";
import type { TrainingOptions } from "./training-task.ts";

/** Some texts of a stream. */
export interface TextBlock {
  readonly texts: TextColumn;
  /** [texts] Names. */
  readonly labels: readonly string[];
}

/** What decides the classifier besides its texts. */
export interface StreamSettings {
  readonly text: NgramIdsConfig;
  readonly model: Extract<ModelConfig, { readonly type: "fast-text/v1" }>;
  readonly training: OnlineConfig;
  readonly seed: number;
  readonly threads: number;
}

const BATCH_IDS = 1 << 17;
const BATCH_TEXTS = 256;

/**
 * Trains on blocks of texts with one label each, in the order in which they come; each epoch takes the blocks, and the
 * texts of a block, in another order. A text of more than 131,072 ids is left out. The temporary file has four bytes a
 * token and goes when the training ends, in whatever way.
 * @throws TooLittleDataError, DivergedError, CancelledError
 */
export async function streamFastText(
  settings: StreamSettings,
  blocks: AsyncIterable<TextBlock>,
  {
    progress,
    signal,
    temporaryFolder = tmpdir(),
  }: Pick<TrainingOptions, "progress" | "signal"> & { readonly temporaryFolder?: string } = {},
): Promise<FittedClassifier> {
  const { text, model, training, seed } = settings;
  const threads = training.deterministic ? 1 : settings.threads;
  const folder = await mkdtemp(path.join(temporaryFolder, "lexops-stream-"));
  const file = path.join(folder, "tokens");
  const pools = Array.from({ length: threads }, () =>
    createWorkerPool({ module: siblingModule(import.meta.url, "stream-worker"), threads: 1 }),
  );
  try {
    const stored = await storeBlocks(blocks, file, pools, text, signal);
    const met = [...stored.labelIds.keys()];
    const labels = met.toSorted((left, right) => (left < right ? -1 : 1));
    if (labels.length < 2) throw new TooLittleDataError("there are fewer than two labels");
    const words = await Promise.all(pools.map((pool) => pool.run<WordsOfThread>("words", { config: text })));
    const merged = mergeWords(words, text.minCount);
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
      undefined,
    );
    const { epochs, learningRate } = training;
    const job: StreamJob = {
      config: text,
      model: bag,
      file,
      blocks: stored.blocks,
      words,
      idsOf: merged.idsOf,
      firstBucket,
      isUsed: new Uint8Array(new SharedArrayBuffer(text.buckets)),
      labelOf: Int32Array.from(met, (label) => labels.indexOf(label)),
      epochs,
      rows: stored.rows,
      learningRate,
      oneVsAll: training.loss === "one-vs-all",
      seed,
      cursor: new Int32Array(new SharedArrayBuffer(epochs * 4)),
      losses: new Float64Array(new SharedArrayBuffer(epochs * threads * 8)),
    };
    await Promise.all(pools.map((pool, thread) => pool.run("fill", { job, thread }, { signal })));
    await Promise.all(
      pools.map((pool, thread) =>
        pool.run("train", { job, thread }, { signal, ...(progress === undefined ? {} : { progress }) }),
      ),
    );
    const { pipeline, kept } = learntNgramIds(text, merged.words, job.isUsed);
    const { embedding, dense } = bagWeights(bag, kept);
    const history = Array.from({ length: epochs }, (_, epoch) => {
      const sum = job.losses.subarray(epoch * threads, (epoch + 1) * threads).reduce((all, loss) => all + loss, 0);
      const loss = sum / (stored.rows * (job.oneVsAll ? labels.length : 1));
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
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Has every block numbered by one of the threads and appends it to the file. Labels are numbered as they are met. */
async function storeBlocks(
  blocks: AsyncIterable<TextBlock>,
  file: string,
  pools: readonly WorkerPool[],
  config: NgramIdsConfig,
  signal: AbortSignal | undefined,
): Promise<{
  readonly blocks: readonly StoredBlock[];
  readonly rows: number;
  readonly labelIds: ReadonlyMap<string, number>;
}> {
  const labelIds = new Map<string, number>();
  const stored: StoredBlock[] = [];
  let rows = 0;
  let position = 0;
  const handle = await open(file, "wx");
  try {
    const iterator = blocks[Symbol.asyncIterator]();
    let reading: Promise<unknown> = Promise.resolve();
    const next = () => {
      const result = reading.then(() => iterator.next());
      reading = result.catch(() => undefined);
      return result;
    };
    const lane = async (pool: WorkerPool, thread: number) => {
      for (let block = await next(); !block.done; block = await next()) {
        if (signal?.aborted) throw new CancelledError("Reading the texts");
        const { texts, labels } = block.value;
        const tokens = await pool.run<Int32Array>("number", { config, texts }, { signal });
        const content = new Int32Array(labels.length + tokens.length);
        for (const [row, label] of labels.entries()) {
          const id = labelIds.get(label) ?? labelIds.size;
          labelIds.set(label, id);
          content[row] = id;
        }
        content.set(tokens, labels.length);
        const at = position;
        position += content.byteLength;
        stored.push({ thread, rows: labels.length, tokens: tokens.length, position: at });
        rows += labels.length;
        await writeAll(handle, new Uint8Array(content.buffer), at);
      }
    };
    await Promise.all(pools.map(lane));
  } finally {
    await handle.close();
  }
  return { blocks: stored, rows, labelIds };
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
