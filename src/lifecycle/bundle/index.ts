/** @file The sealed directory: write, read, verify, answer. What others attach to it is opaque here. */
import type { TensorData } from "../../numeric/graph/index.ts";
import type { FittedTextPipeline } from "../text/index.ts";
import type { Predictor } from "./predictor.ts";

export type { Prediction, Predictor, ScoreOptions } from "./predictor.ts";

/** What a model needs to answer. */
export interface PredictorParts {
  readonly labels: readonly string[];
  readonly pipeline: FittedTextPipeline;
  /** The forward graph with its weights: see DESIGN "Numbers" for inputs and outputs. */
  readonly onnx: Uint8Array;
}

/** Everything that is sealed into a bundle. */
export interface BundleContents extends PredictorParts {
  /** A short name for people, for example "imdb-embedding-max-pool". */
  readonly name: string;
  /** recipe.yaml */
  readonly recipeYaml: string;
  /** weights.safetensors */
  readonly weights: Readonly<Record<string, TensorData>>;
  /** Where it came from: data digest, recipe digest, versions, parent bundle, times. */
  readonly lineage: Readonly<Record<string, unknown>>;
  /** Further files by name: evaluation.json, evaluation.html, history.json, reference-profile.json, README.md. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** A bundle as read from disk, every file checked against its SHA-256. */
export interface Bundle extends PredictorParts {
  /** SHA-256 of bundle.json. */
  readonly id: string;
  readonly folder: string;
  readonly name: string;
  readonly recipeYaml: string;
  readonly lineage: Readonly<Record<string, unknown>>;
  /** The content of a further file, or `undefined`. */
  file(name: string): Promise<Uint8Array | undefined>;
}

/** A predictor that knows its bundle. */
export interface LoadedBundle extends Predictor {
  readonly bundle: Bundle;
}

/** Makes a model answer without a bundle on disk. */
export async function openPredictor(
  parts: PredictorParts,
  options: { readonly threads?: number } = {},
): Promise<Predictor> {
  throw new Error(`Not written yet: ${parts.labels} ${options.threads}`);
}

/** Writes a bundle whole or not at all; returns its id. */
export async function writeBundle(folder: string, contents: BundleContents): Promise<{ readonly id: string }> {
  throw new Error(`Not written yet: ${folder} ${contents.name}`);
}

/** Reads and verifies a bundle. @throws when it is missing, corrupt, altered or of a newer format */
export async function readBundle(folder: string): Promise<Bundle> {
  throw new Error(`Not written yet: ${folder}`);
}

/** Reads a bundle and makes it answer. */
export async function loadBundle(folder: string, options: { readonly threads?: number } = {}): Promise<LoadedBundle> {
  throw new Error(`Not written yet: ${folder} ${options.threads}`);
}
