/** @file Answers of `POST /predict` as JSON text. */
import type { Prediction } from "../lifecycle/bundle/index.ts";

/** The model that answers, as each answer names it. */
export interface ServedModel {
  readonly name: string;
  /** The first 12 digits of the bundle's id. */
  readonly version: string;
}

/** The body of an answer: one prediction for `text`, a list for `texts`. */
export function predictAnswerText(predictions: readonly Prediction[], single: boolean, model: ServedModel): string {
  return JSON.stringify(single ? { ...predictions[0], model } : { predictions, model });
}
