/** @file Reports over predictions: figures with intervals, slices, thresholds, comparison; terminal, JSON, HTML. */
import type { Progress } from "../../foundation/index.ts";
import type { Predictor } from "../bundle/index.ts";
import type { TextColumn } from "../text/index.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";

export type { EvaluationConfig } from "./evaluation.config.ts";

/** Labelled texts with what a model says of them. */
export interface EvaluationInput {
  readonly labels: readonly string[];
  readonly texts: TextColumn;
  /** [rows], each in [0, labels). */
  readonly labelIds: Int32Array;
  /** Row-major [rows, labels]. */
  readonly probabilities: Float32Array;
  /** Columns for slices, by name. */
  readonly sliceColumns: Readonly<Record<string, readonly (string | null)[]>>;
  /** For the words that mattered in the worst mistakes. */
  readonly predictor?: Predictor | undefined;
  /** Loss curves, where the model's training is known. */
  readonly history?: unknown;
}

/** The report. Headline figures are `metrics.<name>.value` with `low` and `high`. A plain JSON value. */
export interface EvaluationReport {
  readonly format: "lexops-evaluation/v1";
  readonly rows: number;
  readonly labels: readonly string[];
  readonly metrics: Readonly<
    Record<string, { readonly value: number; readonly low: number | null; readonly high: number | null }>
  >;
}

/** Evaluates. The same input, settings and seed give the same report. */
export async function evaluatePredictions(
  input: EvaluationInput,
  config: EvaluationConfig,
  options: {
    readonly seed: number;
    readonly progress?: Progress | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<EvaluationReport> {
  throw new Error(`Not written yet: ${input.labels} ${config.confidence} ${options.seed}`);
}

/** The report for a terminal, at most `width` columns wide. */
export function renderTerminal(
  report: EvaluationReport,
  options: { readonly color: boolean; readonly width: number },
): string {
  throw new Error(`Not written yet: ${report.rows} ${options.width}`);
}

/** The report as one self-contained HTML page. */
export function renderHtml(report: EvaluationReport, title: string): string {
  throw new Error(`Not written yet: ${report.rows} ${title}`);
}
