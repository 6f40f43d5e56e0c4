/** @file A sentence encoder: texts to rows of numbers whose angles say how alike the texts are. */
import { availableParallelism } from "node:os";
import { createWorkerPool, type Progress, siblingModule } from "../../foundation/index.ts";
import { readPretrainedModel, requireFittingTokenizer } from "../pretrained/index.ts";
import { createTokenizer, type TextColumn, textColumn } from "../text/index.ts";
import { longestText } from "../transformer/index.ts";
import type { EmbedModel } from "./embed-worker.ts";
import { embeddingModel } from "./embedding-graph.ts";
import { readSentenceSettings, type SentenceSettings } from "./sentence-settings.ts";

/** A cancelled task is noticed after a run of the graph; ending the thread before would lose the model. */
const LONGEST_RUN_MS = 600_000;

/** How an encoder is opened; what the model's own files say unless told. */
export interface EmbedderOptions extends Partial<Pick<SentenceSettings, "pooling" | "normalize">> {
  /** Tokens at most, special ones included. */
  readonly maxLength?: number | undefined;
  /** Threads of one operator; as many as the machine has cores unless told. */
  readonly threads?: number | undefined;
}

/** How texts are embedded. */
export interface EmbedOptions {
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A loaded sentence encoder. Holds native memory: close it. */
export interface Embedder extends SentenceSettings {
  /** Numbers of an embedding. */
  readonly width: number;
  readonly maxLength: number;
  /** Row-major [texts, width]. What shares a batch changes no number by more than 1e-5. @throws CancelledError */
  embed(texts: readonly string[] | TextColumn, options?: EmbedOptions): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens the encoder of a Hugging Face folder. @throws BadSentenceSettingsError, and what reading the folder throws */
export async function openEmbedder(folder: string, options: EmbedderOptions = {}): Promise<Embedder> {
  const own = await readSentenceSettings(folder);
  const { config, tokenizer, weights } = await readPretrainedModel(folder);
  requireFittingTokenizer(folder, createTokenizer(tokenizer), config);
  const settings = { pooling: options.pooling ?? own.pooling, normalize: options.normalize ?? own.normalize };
  const maxLength = Math.min(options.maxLength ?? own.maxLength ?? Number.POSITIVE_INFINITY, longestText(config));
  const onnx = embeddingModel(config, settings, weights);
  const shared = new Uint8Array(new SharedArrayBuffer(onnx.length));
  shared.set(onnx);
  const { width } = config;
  const threads = options.threads ?? availableParallelism();
  const module = siblingModule(import.meta.url, "embed-worker");
  const pool = createWorkerPool({ module, threads: 1, graceMs: LONGEST_RUN_MS });
  try {
    await pool.run("open", { onnx: shared, tokenizer, maxLength, width, threads } satisfies EmbedModel);
  } catch (error) {
    await pool.close();
    throw error;
  }
  return {
    ...settings,
    maxLength,
    width,
    embed: (texts, { progress, signal } = {}) =>
      pool.run<Float32Array>("embed", "bytes" in texts ? texts : textColumn(texts), {
        signal,
        ...(progress && { progress }),
      }),
    close: () => pool.close(),
  };
}
