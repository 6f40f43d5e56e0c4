/** @file From settings to a fitted pipeline: learnt from texts, or read back from a bundle. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { NoTokenizerGivenError } from "./errors.ts";
import { hashingPipeline } from "./hashing.ts";
import { fitNgramIds, ngramIdsPipeline, readNgramIds } from "./ngram-ids.ts";
import { noFeaturesPipeline } from "./no-features.ts";
import { learnSubwordIds, readSubwordIds, subwordIdsPipeline } from "./subword-ids.ts";
import type { TextColumn } from "./text-column.ts";
import type { TextPipelineConfig } from "./text-pipeline.config.ts";
import type { EncodedTexts, FittedTextPipeline, TransformOptions } from "./text-pipeline.ts";
import { fitTfidf, readTfidf, tfidfPipeline } from "./tfidf.ts";
import { readTokenizerIds } from "./tokenizer-ids.ts";
import { learnWordIds, readWordIds, wordIdsPipeline } from "./word-ids.ts";

/** How a pipeline is fitted. */
export interface FitOptions extends TransformOptions {
  /** What `tokenizer/v1` uses: the bytes of a tokenizer.json. */
  readonly tokenizer?: Uint8Array | undefined;
}

/**
 * Learns a pipeline from texts and encodes the same texts in one go. @throws NoTokenizerGivenError, and what learning throws
 */
export async function fitTextPipeline(
  config: TextPipelineConfig,
  texts: TextColumn,
  options: FitOptions = {},
): Promise<{ readonly pipeline: FittedTextPipeline; readonly encoded: EncodedTexts }> {
  if (config.type === "tfidf/v1") {
    const { fitted, rows } = await fitTfidf(config, texts, options);
    return { pipeline: tfidfPipeline(fitted), encoded: { kind: "rows", rows: rows as CompressedRows } };
  }
  if (config.type === "ngram-ids/v1") return fitNgramIds(config, texts, options);
  const pipeline = await learn(config, texts, options);
  return { pipeline, encoded: await pipeline.transform(texts, options) };
}

async function learn(
  config: Exclude<TextPipelineConfig, { type: "tfidf/v1" | "ngram-ids/v1" }>,
  texts: TextColumn,
  options: FitOptions,
): Promise<FittedTextPipeline> {
  switch (config.type) {
    case "hashing/v1":
      return hashingPipeline(config);
    case "word-ids/v1":
      return wordIdsPipeline(await learnWordIds(config, texts, options));
    case "subword-ids/v1":
      return subwordIdsPipeline(await learnSubwordIds(config, texts, options));
    case "tokenizer/v1": {
      const { tokenizer } = options;
      if (tokenizer === undefined) throw new NoTokenizerGivenError();
      return readTokenizerIds(config, () => tokenizer);
    }
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
    case "subword-ids/v1":
      return subwordIdsPipeline(readSubwordIds(config, file));
    case "tokenizer/v1":
      return readTokenizerIds(config, file);
    case "ngram-ids/v1":
      return ngramIdsPipeline(readNgramIds(config, file));
    case "none/v1":
      return noFeaturesPipeline(config);
  }
}
