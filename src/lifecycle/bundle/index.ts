/** @file The sealed directory: write, read, verify, answer. What others attach to it is opaque here. */

export { tokenBatches } from "./batches.ts";
export type { Bundle, LoadedBundle } from "./bundle.ts";
export { AlteredBundleError } from "./errors.ts";
export { tokenFeeds } from "./feeds.ts";
export { loadBundle, openPredictor } from "./open-predictor.ts";
export type { LabelPrediction, LabelSetPrediction, Prediction, Predictor, TokenAttention } from "./predictor.ts";
export { readBundle } from "./read-bundle.ts";
export { requireAttention } from "./require-attention.ts";
export { unicodeVersions } from "./unicode-notice.ts";
export { verifyBundle } from "./verify-bundle.ts";
export { writeBundle } from "./write-bundle.ts";
