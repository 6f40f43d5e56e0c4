/**
 * @file The first pass over a stream: each block goes to a free thread, which makes numbers of its texts and appends them
 * to a temporary file of its own. Texts are copied into memory of the thread's that is used again for the next block.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CancelledError, createWorkerPool, type WorkerPool } from "../../foundation/index.ts";
import type { TextBlock, TextColumn } from "../text/index.ts";
import { TooLittleDataError } from "./errors.ts";
import { blockFile, type StoredBlock } from "./stored-block.ts";
import type { TrainingOptions } from "./training-task.ts";

/** What a thread is asked to store; it answers with how many numbers of four bytes it appended to `file`. */
export interface StoreTask<Config> {
  readonly config: Config;
  readonly texts: TextColumn;
  /** [texts] Labels, numbered as they were met. */
  readonly labelIds: Int32Array;
  readonly file: string;
}

/** A stream on disk. */
interface StoredTexts {
  /** In the order in which they came. */
  readonly blocks: readonly StoredBlock[];
  readonly rows: number;
  /** Sorted. */
  readonly labels: readonly string[];
  /** From the order in which labels were met to `labels`. */
  readonly labelOf: Int32Array;
  /** [labels] Rows of each. */
  readonly labelCounts: Float64Array;
}

/** How a stream is trained on. */
export interface StreamOptions extends Pick<TrainingOptions, "progress" | "signal"> {
  /** Where the temporary files lie; the system's folder for such unless told. */
  readonly temporaryFolder?: string | undefined;
  /** Labels that no block may have, asked for once all have passed. */
  readonly furtherLabels?: (() => Iterable<string>) | undefined;
}

/** How a stream is stored. */
interface StoreRequest<Config> {
  /** Of the threads; its task `store` takes a `StoreTask`. */
  readonly module: URL;
  readonly threads: number;
  readonly config: Config;
}

/** A stream on disk, and the threads that stored it. */
export interface StoredStream extends StoredTexts {
  /** See `openBlocks`. */
  readonly file: string;
  /** One thread each. */
  readonly pools: readonly WorkerPool[];
}

/**
 * Stores every block and lends what was stored to `work`; the temporary files and the threads go after it, in whatever way
 * it ends. @throws TooLittleDataError, CancelledError, and what the blocks, the threads or `work` throw
 */
export async function withStoredBlocks<Config, Result>(
  blocks: AsyncIterable<TextBlock>,
  { module, threads, config }: StoreRequest<Config>,
  options: StreamOptions,
  work: (stream: StoredStream) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(options.temporaryFolder ?? tmpdir(), "lexops-stream-"));
  const file = path.join(folder, "numbers");
  const pools = Array.from({ length: threads }, () => createWorkerPool({ module, threads: 1 }));
  try {
    const stored = await storeBlocks(blocks, file, pools, config, options);
    return await work({ ...stored, file, pools });
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function storeBlocks<Config>(
  blocks: AsyncIterable<TextBlock>,
  file: string,
  pools: readonly WorkerPool[],
  config: Config,
  { furtherLabels, progress, signal }: StreamOptions,
): Promise<StoredTexts> {
  const met = new Map<string, { readonly id: number; count: number }>();
  const idOf = (label: string) => {
    let entry = met.get(label);
    if (entry === undefined) {
      entry = { id: met.size, count: 0 };
      met.set(label, entry);
    }
    entry.count++;
    return entry.id;
  };
  const stored: StoredBlock[] = [];
  let taken = 0;
  let rows = 0;
  let failed = false;
  const iterator = blocks[Symbol.asyncIterator]();
  let reading: Promise<unknown> = Promise.resolve();
  /** The next block in a thread's memory, with its number; blocks are read one after the other. */
  const next = (memory: LaneMemory) => {
    const result = reading.then(async () => {
      if (signal?.aborted) throw new CancelledError("Reading the texts");
      if (failed) return undefined;
      const block = await iterator.next();
      if (block.done) return undefined;
      const labelIds = Int32Array.from(block.value.labels, idOf);
      return { index: taken++, texts: memory.copy(block.value.texts), labelIds };
    });
    reading = result.catch(() => undefined);
    return result;
  };
  const lane = async (pool: WorkerPool, thread: number) => {
    const memory = createLaneMemory();
    let position = 0;
    for (let block = await next(memory); block !== undefined; block = await next(memory)) {
      const { index, texts, labelIds } = block;
      const storeTask: StoreTask<Config> = { config, texts, labelIds, file: blockFile(file, thread) };
      const size = await pool.run<number>("store", storeTask, { signal });
      stored[index] = { thread, rows: labelIds.length, size, position };
      position += size * 4;
      rows += labelIds.length;
      progress?.({ task: "Reading and encoding", done: rows, unit: "rows" });
    }
  };
  const stop = (reason: unknown) => {
    failed = true;
    throw reason;
  };
  try {
    const lanes = await Promise.allSettled(pools.map((pool, thread) => lane(pool, thread).catch(stop)));
    for (const result of lanes) if (result.status === "rejected") throw result.reason;
  } finally {
    await iterator.return?.();
  }
  progress?.({ task: "Reading and encoding", done: rows, unit: "rows", finished: true });
  const counts = [...met.values()].map(({ count }) => count);
  if (rows === 0) throw new TooLittleDataError("the training set is empty");
  for (const label of furtherLabels?.() ?? []) if (!met.has(label)) met.set(label, { id: met.size, count: 0 });
  const labels = [...met.keys()].toSorted((left, right) => (left < right ? -1 : 1));
  if (labels.length < 2) throw new TooLittleDataError("there are fewer than two labels");
  const places = new Map(labels.map((label, place) => [label, place]));
  const labelOf = Int32Array.from(met.keys(), (label) => places.get(label)!);
  const labelCounts = new Float64Array(labels.length);
  for (const [id, count] of counts.entries()) labelCounts[labelOf[id]!] = count;
  return { blocks: stored, rows, labels, labelOf, labelCounts };
}

interface LaneMemory {
  copy(texts: TextColumn): TextColumn;
}

/** Shared memory for one block at a time: new memory for each would wait long for its collection. */
function createLaneMemory(): LaneMemory {
  let bytes = new Uint8Array(new SharedArrayBuffer(0));
  let offsets = new Float64Array(new SharedArrayBuffer(0));
  return {
    copy({ length, ...texts }) {
      const used = texts.offsets[length]!;
      if (bytes.length < used) bytes = new Uint8Array(new SharedArrayBuffer(used * 2));
      if (offsets.length < length + 1) offsets = new Float64Array(new SharedArrayBuffer((length + 1) * 16));
      bytes.set(texts.bytes.subarray(0, used));
      offsets.set(texts.offsets.subarray(0, length + 1));
      return { length, bytes: bytes.subarray(0, used), offsets };
    },
  };
}
