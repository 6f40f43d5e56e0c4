/** @file Texts and the features made of them. */

export { type DocumentTerms, documentTerms } from "./document-terms.ts";
export { createEncodeRange, type EncodeRange } from "./encode-range.ts";
export { createEncodeRows, type EncodeRows } from "./encode-rows.ts";
export { fitTextPipeline, loadTextPipeline } from "./fit-text-pipeline.ts";
export type { HashingConfig } from "./hashing.config.ts";
export { type IdentifiedLanguage, type LanguageIdentifier, openLanguageIdentifier } from "./language.ts";
export {
  createIdMaker,
  createTokenNumberer,
  mergeWords,
  type TokenNumberer,
  UNNUMBERED,
  type WordsOfThread,
} from "./learn-ngram-ids.ts";
export type { NgramIdsConfig } from "./ngram-ids.config.ts";
export { learntNgramIds } from "./ngram-ids.ts";
export { originalRange, type TextRange } from "./normalise/alignment.ts";
export { namedNormalisers } from "./normalise/named-normalisers.ts";
export { type NormalisedText, normaliseText } from "./normalise/normalise-text.ts";
export type { NormaliserConfig } from "./normalise/normaliser.config.ts";
export { normaliseForDuplicates } from "./normalise-for-duplicates.ts";
export type { TextBlock } from "./text-block.ts";
export { joinedTexts, selectTexts, type TextColumn, textAt, textColumn } from "./text-column.ts";
export type { EncoderState } from "./text-encoder.ts";
export type { TextPipelineConfig } from "./text-pipeline.config.ts";
export type { EncodedTexts, FittedTextPipeline, TransformOptions } from "./text-pipeline.ts";
export type { TfidfConfig } from "./tfidf.config.ts";
export { selectTokenRows, type TokenRows } from "./token-rows.ts";
export { specialTokenIds } from "./tokenizer/added-tokens.ts";
export type { EncodeOptions } from "./tokenizer/encoding.ts";
export { readTokenizer, readTokenizerFile } from "./tokenizer/read-tokenizer.ts";
export type { BatchOptions, PaddedTokens } from "./tokenizer/token-batch.ts";
export type { TokenizedTexts, TokenPlaces, TokenRowsOptions } from "./tokenizer/token-rows.ts";
export { createTokenizer, type Tokenizer } from "./tokenizer/tokenizer.ts";
export type { Truncation } from "./tokenizer/truncation.ts";
export { learntTokenizer, TOKENIZER_FILE, writeLearntTokenizer } from "./tokenizer/write-tokenizer.ts";
export type { TokenizerIdsConfig } from "./tokenizer-ids.config.ts";
export { unicodeScripts } from "./unicode-scripts.ts";
export type { WordIdsConfig } from "./word-ids.config.ts";
export { readWordVectors, type WordVectors, type WordVectorsOptions } from "./word-vectors.ts";
