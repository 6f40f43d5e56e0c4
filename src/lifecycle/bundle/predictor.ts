/** @file A model that answers. */
import type { Progress } from "../../foundation/index.ts";
import type { TextColumn } from "../text/index.ts";

/** One answer. */
export interface Prediction {
  /** The label with the highest score. */
  readonly prediction: string;
  /** Its score. */
  readonly score: number;
  /** Every label's probability, in the order of the bundle's labels. */
  readonly scores: Readonly<Record<string, number>>;
}

/** How many texts are scored. */
export interface ScoreOptions {
  readonly threads?: number | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A loaded model with its text pipeline. Holds native memory: close it. */
export interface Predictor {
  readonly labels: readonly string[];
  /** Answers for a few texts, in order. A text alone in its batch gets the same bits everywhere. */
  predict(texts: readonly string[]): Promise<readonly Prediction[]>;
  /** Probabilities of many texts, row-major [texts, labels]. */
  score(texts: TextColumn, options?: ScoreOptions): Promise<Float32Array>;
  close(): Promise<void>;
}
