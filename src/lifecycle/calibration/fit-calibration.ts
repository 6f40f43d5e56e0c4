/** @file From held-out logits and the truth to a calibration. */

import { UnscoredRowsError } from "./errors.ts";
import { fitIsotonic, type RisingFunction } from "./isotonic.ts";
import { type Link, labelScores, scoreCount } from "./link.ts";
import { fitPlatt, type Sigmoid } from "./platt.ts";
import { fitTemperature } from "./temperature.ts";

/** What was fitted; plain JSON. `platt` and `isotonic` have one function a label, of two labels only the second's. */
export type Calibration =
  | { readonly method: "platt"; readonly link: Link; readonly functions: readonly Sigmoid[] }
  | { readonly method: "isotonic"; readonly link: Link; readonly functions: readonly RisingFunction[] }
  | { readonly method: "temperature"; readonly link: Link; readonly temperature: number };

/** Logits of rows that the model was not trained on, and what is true of them. */
export interface HeldOutLogits {
  readonly labels: number;
  readonly link: Link;
  /** Row-major [rows, labels]. */
  readonly logits: Float32Array;
  /** 1 where a label is true, row-major [rows, labels]. */
  readonly truths: Uint8Array;
}

/** Fits as scikit-learn's `CalibratedClassifierCV` does. @throws UnscoredRowsError without rows, or with NaN among them */
export function fitCalibration(
  method: "platt" | "isotonic" | "temperature",
  { labels, link, logits, truths }: HeldOutLogits,
): Calibration {
  if (logits.length === 0) throw new UnscoredRowsError("there are none");
  if (logits.some(Number.isNaN)) throw new UnscoredRowsError("some scores are no numbers");
  if (method === "temperature") return { method, link, temperature: fitTemperature(logits, truths, labels, link) };
  const count = scoreCount(link, labels);
  const scores = labelScores(logits, labels, link);
  const rows = logits.length / labels;
  const scoresOf = (label: number) => Float64Array.from({ length: rows }, (_, row) => scores[row * count + label]!);
  const outcomesOf = (label: number) =>
    Uint8Array.from({ length: rows }, (_, row) => truths[row * labels + (link === "binary" ? 1 : label)]!);
  const each = Array.from({ length: count }, (_, label) => [scoresOf(label), outcomesOf(label)] as const);
  return method === "platt"
    ? { method, link, functions: each.map((pair) => fitPlatt(...pair)) }
    : { method, link, functions: each.map((pair) => fitIsotonic(...pair)) };
}
