/** @file Any number of models on the same examples: one table, every pair tested, corrected for their number. */
import { setImmediate } from "node:timers/promises";
import { ignoreProgress } from "../../foundation/index.ts";
import { bootstrapIntervals, holmAdjusted } from "../metrics/index.ts";
import {
  type Answers,
  answeredRows,
  prepareFigures,
  swappedPValues,
  type Truth,
  wholeFigures,
} from "./answered-rows.ts";
import { NoExamplesError, TooFewModelsError } from "./errors.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationOptions } from "./evaluation-input.ts";
import { decidingMetric } from "./headline.ts";
import { formatPValue } from "./number-format.ts";
import { positiveLabelId } from "./positive-label.ts";
import type { EvaluationReport, Figure } from "./report.ts";

/** The same examples, answered by several models that know the same labels in the same order. */
export interface ManyModelsInput extends Truth {
  readonly models: readonly (Answers & { readonly name: string })[];
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
  /** The metric that ranks the models and that the verdict is about: "f1-micro" where texts may have several labels. */
  readonly decidedBy: "accuracy" | "f1-micro";
  /** The best by that metric first. */
  readonly models: readonly ModelFigures[];
  /** Every pair, in the order of `models`. */
  readonly pairs: readonly ModelPair[];
  /** The first model, and which others are surely worse, in a sentence. */
  readonly verdict: string;
}

/**
 * One model's figures where they are defined: `accuracy`, `f1` and `log-loss`, or where texts may have several labels
 * `f1-micro`, `f1-macro`, `accuracy` (all labels of a text right) and `hamming-loss`.
 */
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

/** What is compared, what decides first; the significance test can swap all of them. */
const ofLabels = ["accuracy", "f1", "log-loss"];
const ofLabelSets = ["f1-micro", "f1-macro", "accuracy", "hamming-loss"];

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
  const { labels, labelIds, labelSets } = input;
  const { confidence, resamples } = config;
  const { seed, progress = ignoreProgress, signal } = options;
  if (input.models.length < 2) throw new TooFewModelsError(input.models.length);
  if (labelIds.length === 0) throw new NoExamplesError();
  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const compared = labelSets === undefined ? ofLabels : ofLabelSets;
  const task = labelSets === undefined ? {} : { task: "multi-label-text-classification" as const };
  const models = input.models
    .map((model) => {
      const rows = answeredRows(input, model, positive);
      return { name: model.name, rows, figures: wholeFigures(rows, compared) };
    })
    .toSorted((left, right) => right.figures[0]! - left.figures[0]!);
  const pairs = models.flatMap((a, index) => models.slice(index + 1).map((b) => ({ a, b })));

  await setImmediate();
  const doing = "Resampling all models";
  const samples = models.map(({ rows }) => prepareFigures(rows, compared));
  const width = compared.length;
  const intervals = await bootstrapIntervals(
    labelIds.length,
    (counts) => {
      const drawn = samples.map((figuresAt) => figuresAt(counts));
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
      onResample: (done) => progress({ task: doing, done, total: resamples, unit: "resamples" }),
    },
  );
  progress({ task: doing, done: resamples, total: resamples, unit: "resamples", finished: true });
  const intervalAt = (index: number) => intervals[index] ?? { low: null, high: null };

  const tested: number[][] = [];
  for (const [index, { a, b }] of pairs.entries()) {
    tested.push(await swappedPValues(a.rows, b.rows, compared, { seed: `${seed}/${index}`, shuffles, signal }));
    progress({ task: "Testing pairs", done: index + 1, total: pairs.length, unit: "pairs" });
  }
  progress({ task: "Testing pairs", done: pairs.length, total: pairs.length, unit: "pairs", finished: true });
  const adjusted = compared.map((_, metric) => holmAdjusted(tested.map((pValues) => pValues[metric]!)));

  const reports = pairs.map(
    ({ a, b }, pair): ModelPair => ({
      a: a.name,
      b: b.name,
      differences: byMetric(compared, (metric) => ({
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
      metrics: byMetric(compared, (metric) => ({ value: figures[metric]!, ...intervalAt(model * width + metric) })),
    }),
  );
  return {
    format: "lexops-model-table/v1",
    ...task,
    rows: labelIds.length,
    labels,
    positiveLabel: classes === 2 && labelSets === undefined ? labels[positive]! : null,
    confidence,
    resamples,
    seed,
    shuffles,
    decidedBy: decidingMetric(task),
    models: table,
    pairs: reports,
    verdict: verdictOf(decidingMetric(task), table, reports, 1 - confidence),
  };
}

function byMetric<Entry extends Figure>(
  compared: readonly string[],
  entry: (metric: number) => Entry,
): Record<string, Entry> {
  return Object.fromEntries(
    compared.map((name, metric) => [name, entry(metric)] as const).filter(([, { value }]) => !Number.isNaN(value)),
  );
}

/** Who is better than whom, in the words of the metric that decides. */
const better: Readonly<Record<ManyModelsReport["decidedBy"], readonly [is: string, toBe: string]>> = {
  accuracy: ["is right more often", "to be right more often"],
  "f1-micro": ["has a higher micro F1", "to have a higher micro F1"],
};

function verdictOf(
  by: ManyModelsReport["decidedBy"],
  models: readonly ModelFigures[],
  pairs: readonly ModelPair[],
  level: number,
): string {
  const [is, toBe] = better[by];
  const best = models[0]!.name;
  const others = pairs.slice(0, models.length - 1);
  const worse = others.filter(({ differences }) => differences[by]!.adjustedPValue < level);
  const close = others.filter((pair) => !worse.includes(pair));
  const named = (some: readonly ModelPair[]) => some.map(({ b }) => b).join(", ");
  if (close.length === 0) {
    const largest = Math.max(...others.map(({ differences }) => differences[by]!.adjustedPValue));
    return `${best} ${is} than every other model (${formatPValue(largest)} at most).`;
  }
  if (worse.length === 0) return `No model is shown ${toBe} than the others; ${best} comes first.`;
  return `${best} comes first and ${is} than ${named(worse)}; against ${named(close)} nothing is shown.`;
}
