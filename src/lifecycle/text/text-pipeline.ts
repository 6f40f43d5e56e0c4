/** @file Text pipelines: unfitted settings become a fitted pipeline, and only that can transform. */
import type { Progress } from "../../foundation/index.ts";
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { hashingPipeline } from "./hashing.ts";
import { noFeaturesPipeline } from "./no-features.ts";
import type { TextColumn } from "./text-column.ts";
import type { TextPipelineConfig } from "./text-pipeline.config.ts";
import { fitTfidf, readTfidf, tfidfPipeline } from "./tfidf.ts";
import { learnWordIds, readWordIds, wordIdsPipeline } from "./word-ids.ts";

/** Token ids of many texts, without padding; text `r` is `ids[offsets[r] … offsets[r + 1]]`. Shared buffers. */
export interface TokenRows {
  readonly rows: number;
  readonly vocabularySize: number;
  /** [rows + 1], starting at 0. */
  readonly offsets: Float64Array;
  /** [tokens], each in [1, vocabularySize). */
  readonly ids: Int32Array;
}

/** What a pipeline makes of texts. */
export type EncodedTexts =
  | { readonly kind: "rows"; readonly rows: CompressedRows }
  | { readonly kind: "tokens"; readonly tokens: TokenRows }
  | { readonly kind: "none"; readonly length: number };

/** How a transformation is run. The result is the same for every number of threads. */
export interface TransformOptions {
  /** Worker threads; as many as the machine has cores unless told. */
  readonly threads?: number | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A pipeline that has learnt what it needs. */
export interface FittedTextPipeline {
  readonly config: TextPipelineConfig;
  /** Columns of the matrix, size of the vocabulary with its special ids, or 0. */
  readonly featureCount: number;
  /** The term of a column or id. Hashing has no terms: `hash 17`. */
  featureName(index: number): string;
  /** Encodes texts in worker threads. */
  transform(texts: TextColumn, options?: TransformOptions): Promise<EncodedTexts>;
  /** Encodes a few texts at once on this thread, with the same bits as `transform`. */
  transformBatch(texts: readonly string[]): EncodedTexts;
  /** What a bundle stores beside the settings, by file name. */
  files(): Record<string, Uint8Array>;
}

/** Learns a pipeline from texts and encodes the same texts in one go. */
export async function fitTextPipeline(
  config: TextPipelineConfig,
  texts: TextColumn,
  options: TransformOptions = {},
): Promise<{ readonly pipeline: FittedTextPipeline; readonly encoded: EncodedTexts }> {
  if (config.type === "tfidf/v1") {
    const { fitted, rows } = await fitTfidf(config, texts, options);
    return { pipeline: tfidfPipeline(fitted), encoded: { kind: "rows", rows: rows as CompressedRows } };
  }
  const pipeline = await learn(config, texts, options);
  return { pipeline, encoded: await pipeline.transform(texts, options) };
}

async function learn(
  config: Exclude<TextPipelineConfig, { type: "tfidf/v1" }>,
  texts: TextColumn,
  options: TransformOptions,
): Promise<FittedTextPipeline> {
  switch (config.type) {
    case "hashing/v1":
      return hashingPipeline(config);
    case "word-ids/v1":
      return wordIdsPipeline(await learnWordIds(config, texts, options));
    case "none/v1":
      return noFeaturesPipeline(config);
  }
}

/** Reads back what `files()` wrote; `file` gives the content of a named file. @throws BadVocabularyError */
export function loadTextPipeline(config: TextPipelineConfig, file: (name: string) => Uint8Array): FittedTextPipeline {
  switch (config.type) {
    case "tfidf/v1":
      return tfidfPipeline(readTfidf(config, file));
    case "hashing/v1":
      return hashingPipeline(config);
    case "word-ids/v1":
      return wordIdsPipeline(readWordIds(config, file));
    case "none/v1":
      return noFeaturesPipeline(config);
  }
}
