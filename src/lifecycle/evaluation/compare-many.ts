/** @file Any number of models on the same examples: one table, every pair tested, corrected for their number. */
import { setImmediate } from "node:timers/promises";
import { ignoreProgress } from "../../foundation/index.ts";
import { binaryThreshold, type Thresholds } from "../labels/index.ts";
import {
  bootstrapIntervals,
  holmAdjusted,
  metrics,
  prepareSamples,
  randomisationPValues,
  type ScoredRows,
  scoredRows,
  wholeSample,
} from "../metrics/index.ts";
import { NoExamplesError, TooFewModelsError } from "./errors.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationOptions } from "./evaluation-input.ts";
import { formatPValue } from "./number-format.ts";
import { positiveLabelId } from "./positive-label.ts";
import type { EvaluationReport, Figure } from "./report.ts";

/** The same examples, answered by several models that know the same labels in the same order. */
export interface ManyModelsInput {
  readonly labels: readonly string[];
  /** [rows], each in [0, labels). */
  readonly labelIds: Int32Array;
  readonly models: readonly {
    readonly name: string;
    /** Row-major [rows, labels]. */
    readonly probabilities: Float32Array;
    /** From which probability on it gives labels, where that was chosen. */
    readonly thresholds?: Thresholds | undefined;
  }[];
}

/** What the comparison says: a plain JSON value. */
export interface ManyModelsReport {
  readonly format: "lexops-model-table/v1";
  /** Present where texts may have several labels. */
  readonly task?: EvaluationReport["task"];
  readonly rows: number;
  readonly labels: readonly string[];
  readonly positiveLabel: string | null;
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
  /** Random swaps of the significance test. */
  readonly shuffles: number;
  /** The most accurate first. */
  readonly models: readonly ModelFigures[];
  /** Every pair, in the order of `models`. */
  readonly pairs: readonly ModelPair[];
  /** The first model, and which others are surely worse, in a sentence. */
  readonly verdict: string;
}

/** One model's figures: `accuracy`, `f1` and `log-loss` where they are defined. */
export interface ModelFigures {
  readonly name: string;
  readonly metrics: Readonly<Record<string, Figure>>;
}

/** Two models' differences by metric. */
export interface ModelPair {
  readonly a: string;
  readonly b: string;
  readonly differences: Readonly<Record<string, PairedDifference>>;
}

/** b - a with its paired bootstrap interval. */
export interface PairedDifference extends Figure {
  /** By approximate randomisation, two-sided. */
  readonly pValue: number;
  /** The same after Holm's correction over all pairs. */
  readonly adjustedPValue: number;
}

/** What is compared; the significance test can swap all of them. */
const compared = ["accuracy", "f1", "log-loss"] as const;

/** Random swaps: a p-value's standard error is at most 0.005. */
const shuffles = 9_999;

/**
 * Compares models. The same input, settings and seed give the same report.
 * @throws TooFewModelsError, NoExamplesError, UnknownPositiveLabelError, InvalidPredictionsError, CancelledError
 */
export async function compareMany(
  input: ManyModelsInput,
  config: EvaluationConfig,
  options: EvaluationOptions,
): Promise<ManyModelsReport> {
  const { labels, labelIds } = input;
  const { confidence, resamples } = config;
  const { seed, progress = ignoreProgress, signal } = options;
  if (input.models.length < 2) throw new TooFewModelsError(input.models.length);
  if (labelIds.length === 0) throw new NoExamplesError();
  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const models = input.models
    .map(({ name, probabilities, thresholds }) => {
      const binary = binaryThreshold(labels, thresholds);
      const rows = scoredRows({ labelIds, probabilities, classes, positive, binary });
      return { name, rows, figures: figuresOfAll(rows) };
    })
    .toSorted((left, right) => right.figures[0]! - left.figures[0]!);
  const pairs = models.flatMap((a, index) => models.slice(index + 1).map((b) => ({ a, b })));

  await setImmediate();
  const task = "Resampling all models";
  const samples = models.map(({ rows }) => prepareSamples(rows));
  const width = compared.length;
  const intervals = await bootstrapIntervals(
    labelIds.length,
    (counts) => {
      const drawn = samples.map((sampleAt) => {
        const sample = sampleAt(counts);
        return compared.map((name) => metrics.get(name).fromSample(sample));
      });
      return [
        ...drawn.flat(),
        ...drawn.flatMap((a, index) =>
          drawn.slice(index + 1).flatMap((b) => compared.map((_, metric) => b[metric]! - a[metric]!)),
        ),
      ];
    },
    {
      seed,
      resamples,
      confidence,
      signal,
      cost: models.length * 2,
      onResample: (done) => progress({ task, done, total: resamples, unit: "resamples" }),
    },
  );
  progress({ task, done: resamples, total: resamples, unit: "resamples", finished: true });
  const intervalAt = (index: number) => intervals[index] ?? { low: null, high: null };

  const tested: number[][] = [];
  for (const [index, { a, b }] of pairs.entries()) {
    tested.push(await randomisationPValues(a.rows, b.rows, compared, { seed: `${seed}/${index}`, shuffles, signal }));
    progress({ task: "Testing pairs", done: index + 1, total: pairs.length, unit: "pairs" });
  }
  progress({ task: "Testing pairs", done: pairs.length, total: pairs.length, unit: "pairs", finished: true });
  const adjusted = compared.map((_, metric) => holmAdjusted(tested.map((pValues) => pValues[metric]!)));

  const reports = pairs.map(
    ({ a, b }, pair): ModelPair => ({
      a: a.name,
      b: b.name,
      differences: byMetric((metric) => ({
        value: b.figures[metric]! - a.figures[metric]!,
        ...intervalAt((models.length + pair) * width + metric),
        pValue: tested[pair]![metric]!,
        adjustedPValue: adjusted[metric]![pair]!,
      })),
    }),
  );
  const table = models.map(
    ({ name, figures }, model): ModelFigures => ({
      name,
      metrics: byMetric((metric) => ({ value: figures[metric]!, ...intervalAt(model * width + metric) })),
    }),
  );
  return {
    format: "lexops-model-table/v1",
    rows: labelIds.length,
    labels,
    positiveLabel: classes === 2 ? labels[positive]! : null,
    confidence,
    resamples,
    seed,
    shuffles,
    models: table,
    pairs: reports,
    verdict: verdictOf(table, reports, 1 - confidence),
  };
}

function figuresOfAll(rows: ScoredRows): number[] {
  const sample = wholeSample(rows);
  return compared.map((name) => metrics.get(name).fromSample(sample));
}

function byMetric<Entry extends Figure>(entry: (metric: number) => Entry): Record<string, Entry> {
  return Object.fromEntries(
    compared.map((name, metric) => [name, entry(metric)] as const).filter(([, { value }]) => !Number.isNaN(value)),
  );
}

function verdictOf(models: readonly ModelFigures[], pairs: readonly ModelPair[], level: number): string {
  const best = models[0]!.name;
  const others = pairs.slice(0, models.length - 1);
  const worse = others.filter(({ differences }) => differences["accuracy"]!.adjustedPValue < level);
  const close = others.filter((pair) => !worse.includes(pair));
  const named = (some: readonly ModelPair[]) => some.map(({ b }) => b).join(", ");
  if (close.length === 0) {
    const largest = Math.max(...others.map(({ differences }) => differences["accuracy"]!.adjustedPValue));
    return `${best} is right more often than every other model (${formatPValue(largest)} at most).`;
  }
  if (worse.length === 0) return `No model is shown to be right more often than the others; ${best} comes first.`;
  return `${best} comes first and is right more often than ${named(worse)}; against ${named(close)} nothing is shown.`;
}
