/** @file What goes into a bundle and what comes out. */
import type { TensorData } from "../../numeric/graph/index.ts";
import type { Task, Thresholds } from "../labels/index.ts";
import type { FittedTextPipeline } from "../text/index.ts";
import type { BundleManifest } from "./manifest.config.ts";
import type { Predictor } from "./predictor.ts";

/** What a model needs to answer. */
export interface PredictorParts {
  /** `text-classification` when absent. */
  readonly task?: Task | undefined;
  readonly labels: readonly string[];
  /** By label; where absent, the likeliest label is given, or each label from 0.5 on. */
  readonly thresholds?: Thresholds | undefined;
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
  /** Where it came from: data digest, recipe digest, versions, parent bundle, times. A plain JSON value. */
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
  /** All that bundle.json says. */
  readonly manifest: BundleManifest;
  /** The content of a further file, or `undefined`. @throws AlteredBundleError when it changed since it was read */
  file(name: string): Promise<Uint8Array | undefined>;
  /** The content of weights.safetensors, for further training. */
  weights(): Promise<Readonly<Record<string, TensorData>>>;
}

/** A predictor that knows its bundle. */
export interface LoadedBundle extends Predictor {
  readonly bundle: Bundle;
  /** True where the graph runs in worker threads, false where a sparse model's microseconds stay on this one. */
  readonly usesWorkers: boolean;
}
