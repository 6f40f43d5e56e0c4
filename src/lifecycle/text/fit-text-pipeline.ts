/** @file From settings to a fitted pipeline: learnt from texts, or read back from a bundle. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import { hashingPipeline } from "./hashing.ts";
import { fitNgramIds, ngramIdsPipeline, readNgramIds } from "./ngram-ids.ts";
import { noFeaturesPipeline } from "./no-features.ts";
import { learnSubwordIds, readSubwordIds, subwordIdsPipeline } from "./subword-ids.ts";
import type { TextColumn } from "./text-column.ts";
import type { TextPipelineConfig } from "./text-pipeline.config.ts";
import type { EncodedTexts, FittedTextPipeline, TransformOptions } from "./text-pipeline.ts";
import { fitTfidf, readTfidf, tfidfPipeline } from "./tfidf.ts";
import { learnWordIds, readWordIds, wordIdsPipeline } from "./word-ids.ts";

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
  if (config.type === "ngram-ids/v1") return fitNgramIds(config, texts, options);
  const pipeline = await learn(config, texts, options);
  return { pipeline, encoded: await pipeline.transform(texts, options) };
}

async function learn(
  config: Exclude<TextPipelineConfig, { type: "tfidf/v1" | "ngram-ids/v1" }>,
  texts: TextColumn,
  options: TransformOptions,
): Promise<FittedTextPipeline> {
  switch (config.type) {
    case "hashing/v1":
      return hashingPipeline(config);
    case "word-ids/v1":
      return wordIdsPipeline(await learnWordIds(config, texts, options));
    case "subword-ids/v1":
      return subwordIdsPipeline(await learnSubwordIds(config, texts, options));
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
    case "ngram-ids/v1":
      return ngramIdsPipeline(readNgramIds(config, file));
    case "none/v1":
      return noFeaturesPipeline(config);
  }
}
