/** @file The contract of text pipelines: only a fitted one can transform. */
import type { Progress } from "../../foundation/index.ts";
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import type { TextRange } from "./normalise/alignment.ts";
import type { TextColumn } from "./text-column.ts";
import type { EncoderState } from "./text-encoder.ts";
import type { TextPipelineConfig } from "./text-pipeline.config.ts";
import type { TokenRows } from "./token-rows.ts";

/** What a pipeline makes of texts. */
export type EncodedTexts =
  | { readonly kind: "rows"; readonly rows: CompressedRows }
  | {
      readonly kind: "tokens";
      readonly tokens: TokenRows;
      /** Texts of which a part was left out for its length; absent where that is not counted. */
      readonly cutTexts?: number;
    }
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
  /** Where not every feature is a word: how many are, padding among them; they come first. */
  readonly wordCount?: number;
  /** The term of a column or id. Hashing has no terms: `hash 17`. */
  featureName(index: number): string;
  /** Encodes texts in worker threads. */
  transform(texts: TextColumn, options?: TransformOptions): Promise<EncodedTexts>;
  /** Encodes a few texts at once on this thread, with the same bits as `transform`. */
  transformBatch(texts: readonly string[]): EncodedTexts;
  /** What each token of a text stands for in it, one for each id that `transformBatch` gives. Absent where ids are no parts. */
  locate?(text: string): readonly TextRange[];
  /**
   * The pipeline that knows only some features, numbered anew in their order; `kept` ascends and begins with padding, 0.
   * Absent where features can't be left out.
   */
  withFeatures?(kept: Int32Array): FittedTextPipeline;
  /**
   * What `encodeRange` needs on another thread to encode as this pipeline does; plain data in shared memory. Absent where
   * handing it over would cost more than it saves.
   */
  encoderState?(): EncoderState;
  /** What a bundle stores beside the settings, by file name. */
  files(): Record<string, Uint8Array>;
}
