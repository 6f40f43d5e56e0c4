/** @file Answers of `POST /predict` as JSON text. */
import type { Prediction, TokenAttention } from "../lifecycle/bundle/index.ts";

/** The model that answers, as each answer names it. */
export interface ServedModel {
  readonly name: string;
  /** The first 12 digits of the bundle's id. */
  readonly version: string;
}

/** A prediction, with how much each word counted where that was asked for. */
export type AttendedPrediction = Prediction & { readonly attention?: readonly TokenAttention[] };

/** The body of an answer: one prediction for `text`, a list for `texts`. */
export function predictAnswerText(
  predictions: readonly AttendedPrediction[],
  single: boolean,
  model: ServedModel,
): string {
  return JSON.stringify(single ? { ...predictions[0], model } : { predictions, model });
}
