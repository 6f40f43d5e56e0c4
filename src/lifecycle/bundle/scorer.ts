/**
 * @file From encoded texts to probabilities. A sparse model's microseconds stay on this thread, in short runs; a
 * sequence model runs in worker threads.
 */
import { availableParallelism } from "node:os";
import { CancelledError, createWorkerPool, siblingModule } from "../../foundation/index.ts";
import type { EncodedTexts, EncoderState, TextColumn, TokenRows } from "../text/index.ts";
import { sparseBatches, tokenBatches } from "./batches.ts";
import { openClassifierSession } from "./classifier-session.ts";
import { countFeeds, type Feeds, signatureOf, sparseFeeds } from "./feeds.ts";
import type { ScoreOptions } from "./predictor.ts";
import type { AttendRequest, ScoreModel, ScoreRequest, ScoreTextsRequest } from "./score-worker.ts";

/** Scores encoded texts of one kind. Holds native memory. */
export interface Scorer {
  /** Probabilities (or logits), row-major [texts, labels]. */
  score(encoded: EncodedTexts, options?: ScoreOptions): Promise<Float32Array>;
  /** Encodes and scores at once, each text on one thread; present for sequence models. */
  scoreTexts?(state: EncoderState, texts: TextColumn, options?: ScoreOptions): Promise<Float32Array>;
  /** How much each token of one text counted; present where the graph has attention. */
  readonly attend?: ((tokens: TokenRows) => Promise<Float32Array>) | undefined;
  close(): Promise<void>;
}

/** Texts that a thread encodes and scores at a time, at most, and their bytes. */
const RANGE_TEXTS = 512;
const RANGE_BYTES = 1 << 19;

/** Loads a graph for encodings of one kind. @throws GraphMismatchError, and what the runtime throws for broken graphs */
export function openScorer(
  kind: EncodedTexts["kind"],
  onnx: Uint8Array,
  labels: number,
  threads = availableParallelism(),
): Promise<Scorer> {
  const inputs = signatureOf(kind, labels).inputs.map(({ name }) => name);
  return kind === "tokens" ? openThreadedScorer(onnx, inputs, labels, threads) : openLocalScorer(onnx, inputs, labels);
}

/** One run of the graph and where its answers go. */
interface Batch<Work> {
  readonly work: Work;
  readonly rows: readonly [from: number, to: number];
}

async function openLocalScorer(onnx: Uint8Array, inputs: readonly string[], labels: number): Promise<Scorer> {
  const session = await openClassifierSession(onnx, inputs, labels);
  return {
    async score(encoded, options = {}) {
      const total = encodedLength(encoded);
      const watch = watcher(total, options);
      const scores = new Float32Array(total * labels);
      for (const { work: feeds, rows } of localBatches(encoded, labels)) {
        scores.set(await session.run(feeds(), options.output ?? "probabilities"), rows[0] * labels);
        watch(rows[1] - rows[0]);
      }
      return scores;
    },
    close: () => session.release(),
  };
}

function* localBatches(encoded: EncodedTexts, labels: number): Generator<Batch<() => Feeds>> {
  if (encoded.kind === "rows")
    for (const [from, to] of sparseBatches(encoded.rows, labels))
      yield { work: () => sparseFeeds(encoded.rows, from, to), rows: [from, to] };
  if (encoded.kind === "none")
    for (let from = 0; from < encoded.length; from += 65_536) {
      const to = Math.min(from + 65_536, encoded.length);
      yield { work: () => countFeeds(to - from), rows: [from, to] };
    }
}

async function openThreadedScorer(
  onnx: Uint8Array,
  inputs: readonly string[],
  labels: number,
  threads: number,
): Promise<Scorer> {
  const shared = new Uint8Array(new SharedArrayBuffer(onnx.length));
  shared.set(onnx);
  const model: ScoreModel = { onnx: shared, inputs, labels };
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "score-worker"), threads });
  let hasAttention: boolean;
  try {
    ({ hasAttention } = await pool.run<{ hasAttention: boolean }>("open", model));
  } catch (error) {
    await pool.close();
    throw error;
  }
  return {
    async score(encoded, options = {}) {
      if (encoded.kind !== "tokens") throw new TypeError(`A sequence model can't score ${encoded.kind}.`);
      const tokens = sharedTokens(encoded.tokens);
      const watch = watcher(tokens.rows, options);
      const scores = new Float32Array(tokens.rows * labels);
      const batches = tokenBatches(tokens);
      // As many requests under way as threads, so that a single text never waits for a whole file.
      const lane = async () => {
        for (const order of batches) {
          const request: ScoreRequest = { model, tokens, order, output: options.output ?? "probabilities" };
          const answers = await pool.run<Float32Array>("score", request, { signal: options.signal });
          for (let row = 0; row < order.length; row++)
            scores.set(answers.subarray(row * labels, (row + 1) * labels), order[row]! * labels);
          watch(order.length);
        }
      };
      await Promise.all(Array.from({ length: Math.min(options.threads ?? threads, threads) }, lane));
      return scores;
    },
    async scoreTexts(state, texts, options = {}) {
      const watch = watcher(texts.length, options);
      const scores = new Float32Array(texts.length * labels);
      const ranges = textRanges(texts);
      const lane = async () => {
        for (const [from, to] of ranges) {
          const request: ScoreTextsRequest = {
            model,
            state,
            texts,
            from,
            to,
            output: options.output ?? "probabilities",
          };
          scores.set(await pool.run<Float32Array>("scoreTexts", request, { signal: options.signal }), from * labels);
          watch(to - from);
        }
      };
      await Promise.all(Array.from({ length: Math.min(options.threads ?? threads, threads) }, lane));
      return scores;
    },
    attend: hasAttention
      ? (tokens) => {
          const request: AttendRequest = { model, tokens };
          return pool.run<Float32Array>("attend", request);
        }
      : undefined,
    close: () => pool.close(),
  };
}

/** Consecutive ranges of texts, `[from, to)`. */
function* textRanges({ length, offsets }: TextColumn): Generator<[from: number, to: number]> {
  for (let from = 0; from < length; ) {
    let to = from + 1;
    while (to < length && to - from < RANGE_TEXTS && offsets[to + 1]! - offsets[from]! <= RANGE_BYTES) to++;
    yield [from, to];
    from = to;
  }
}

/** How many texts an encoding holds. */
function encodedLength(encoded: EncodedTexts): number {
  if (encoded.kind === "rows") return encoded.rows.rows;
  return encoded.kind === "tokens" ? encoded.tokens.rows : encoded.length;
}

/** Counts what is done, tells it, and stops when asked to. */
function watcher(total: number, { progress, signal }: ScoreOptions): (rows: number) => void {
  if (signal?.aborted) throw new CancelledError("Scoring");
  let done = 0;
  return (rows) => {
    done += rows;
    progress?.({ task: "Scoring", done, total, unit: "texts", ...(done === total ? { finished: true } : {}) });
    if (done < total && signal?.aborted) throw new CancelledError("Scoring");
  };
}

/** The same tokens in memory that threads share; long ones usually are already. */
function sharedTokens(tokens: TokenRows): TokenRows {
  const { ids, offsets } = tokens;
  if (tokens.rows < 2 || (ids.buffer instanceof SharedArrayBuffer && offsets.buffer instanceof SharedArrayBuffer))
    return tokens;
  const sharedIds = new Int32Array(new SharedArrayBuffer(ids.length * 4));
  sharedIds.set(ids);
  const sharedOffsets = new Float64Array(new SharedArrayBuffer(offsets.length * 8));
  sharedOffsets.set(offsets);
  return { ...tokens, ids: sharedIds, offsets: sharedOffsets };
}
