/** @file A model that answers. */
import type { Progress } from "../../foundation/index.ts";
import type { TextColumn } from "../text/index.ts";

/** One answer: the one label of a text, or all of its labels where it may have several. */
export type Prediction = LabelPrediction | LabelSetPrediction;

/** The one label of a text. */
export interface LabelPrediction {
  /** The label with the highest score, or of two labels the one that the bundle's threshold decides. */
  readonly prediction: string;
  /** Its score. */
  readonly score: number;
  /** Every label's probability, in the order of the bundle's labels. */
  readonly scores: Readonly<Record<string, number>>;
}

/** The labels of a text that may have several, or none. */
export interface LabelSetPrediction {
  /** The labels whose score reaches their threshold (0.5 unless the bundle says otherwise), the highest score first. */
  readonly prediction: readonly string[];
  /** Every label's probability, in the order of the bundle's labels; they need not add up to 1. */
  readonly scores: Readonly<Record<string, number>>;
}

/** What a model says of a text: its logits, or what they mean. */
export type ScoreKind = "probabilities" | "logits";

/** How many texts are scored. */
export interface ScoreOptions {
  /** Default "probabilities". Logits are as they were before any calibration. */
  readonly output?: ScoreKind | undefined;
  readonly threads?: number | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A token of a text with its share of the attention. */
export interface TokenAttention {
  /** The part of the text that it stands for, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly token: string;
  /** From 0 to 1; those of a text add up to 1. */
  readonly share: number;
}

/** A loaded model with its text pipeline. Holds native memory: close it. */
export interface Predictor {
  readonly labels: readonly string[];
  /** Answers for a few texts, in order. A text alone in its batch gets the same bits everywhere; others change a score by 1e-5 at most. */
  predict(texts: readonly string[]): Promise<readonly Prediction[]>;
  /** Probabilities (or logits) of many texts, row-major [texts, labels]. */
  score(texts: TextColumn, options?: ScoreOptions): Promise<Float32Array>;
  /** How much each token of a text counted; present where the model has attention. */
  readonly attentionOf?: ((text: string) => Promise<readonly TokenAttention[]>) | undefined;
  close(): Promise<void>;
}
