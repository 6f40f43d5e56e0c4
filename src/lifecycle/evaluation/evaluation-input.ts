/** @file What an evaluation is given. */
import type { Progress } from "../../foundation/index.ts";
import type { Predictor } from "../bundle/index.ts";
import type { LabelSets } from "../labels/index.ts";
import type { TextColumn } from "../text/index.ts";
import type { Decision } from "./report.ts";

/** Labelled texts with what a model says of them. */
export interface EvaluationInput {
  readonly labels: readonly string[];
  readonly texts: TextColumn;
  /** [rows], each in [0, labels); of no meaning where there are `labelSets`. */
  readonly labelIds: Int32Array;
  /** Present where texts may have several labels. */
  readonly labelSets?: LabelSets | undefined;
  /** From which probability on labels are given, where that was chosen. */
  readonly decision?: Decision | undefined;
  /** Row-major [rows, labels]. */
  readonly probabilities: Float32Array;
  /** What the model says without its calibration, where it has one. */
  readonly uncalibrated?: Float32Array | undefined;
  /** Columns for slices, by name. */
  readonly sliceColumns: Readonly<Record<string, readonly (string | null)[]>>;
  /** For the words that mattered in the worst mistakes. */
  readonly predictor?: Predictor | undefined;
  /** Loss curves, where the model's training is known. */
  readonly history?: unknown;
}

/** How an evaluation is run. */
export interface EvaluationOptions {
  readonly seed: number;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}
