/** @file The sealed directory: write, read, verify, answer. What others attach to it is opaque here. */
export type { Bundle, BundleContents, LoadedBundle, PredictorParts } from "./bundle.ts";
export { AlteredBundleError, type BundleProblem } from "./errors.ts";
export type { BundleManifest } from "./manifest.config.ts";
export { loadBundle, openPredictor, type PredictorOptions } from "./open-predictor.ts";
export type { Prediction, Predictor, ScoreOptions } from "./predictor.ts";
export { type ReadOptions, readBundle } from "./read-bundle.ts";
export { readSafetensors, writeSafetensors } from "./safetensors.ts";
export { type BundleVerification, verifyBundle } from "./verify-bundle.ts";
export { writeBundle } from "./write-bundle.ts";
