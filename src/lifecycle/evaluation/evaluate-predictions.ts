/** @file From labelled predictions to the report. */
import { binaryThreshold } from "../labels/index.ts";
import { type ScoredRows, scoredRows } from "../metrics/index.ts";
import { calibrationReport } from "./calibration-report.ts";
import { NoExamplesError, UnevenInputError } from "./errors.ts";
import { evaluateLabelSets } from "./evaluate-label-sets.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationInput, EvaluationOptions } from "./evaluation-input.ts";
import { fewerResamples, figuresOf, metricNames } from "./figures.ts";
import { labelDetails } from "./label-details.ts";
import { learningCurve } from "./learning-curve.ts";
import { confusionsOf } from "./many-labels.ts";
import { mixUps } from "./mix-ups.ts";
import { positiveLabelId } from "./positive-label.ts";
import type { EvaluationReport } from "./report.ts";
import { columnSlices, lengthSlices, measureSlices } from "./slices.ts";
import { weaknesses } from "./weakness.ts";
import { worstMistakes } from "./worst-mistakes.ts";

/**
 * Evaluates. The same input, settings and seed give the same report.
 * @throws NoExamplesError, UnevenInputError, UnknownPositiveLabelError, InvalidPredictionsError, CancelledError
 */
export async function evaluatePredictions(
  input: EvaluationInput,
  config: EvaluationConfig,
  options: EvaluationOptions,
): Promise<EvaluationReport> {
  const { labels, texts, labelIds, probabilities, uncalibrated, labelSets, decision } = input;
  const { sliceColumns, predictor, history } = input;
  const { confidence, resamples } = config;
  const { seed, progress, signal } = options;
  const count = labelIds.length;
  if (count === 0) throw new NoExamplesError();
  if (texts.length !== count) throw new UnevenInputError("texts", texts.length, count);
  for (const [column, values] of Object.entries(sliceColumns))
    if (values.length !== count) throw new UnevenInputError(`values of "${column}"`, values.length, count);

  if (labelSets !== undefined) return evaluateLabelSets({ ...input, labelSets }, config, options);

  const classes = labels.length;
  const positive = positiveLabelId(labels, config.positiveLabel);
  const binary = binaryThreshold(labels, decision?.thresholds);
  const rows = scoredRows({ labelIds, probabilities, classes, positive, binary });
  const intervals = { seed, confidence, resamples, progress, signal };
  const figures = await figuresOf(rows, metricNames(classes), intervals);
  const parts = [
    ...lengthSlices(texts),
    ...Object.entries(sliceColumns).flatMap(([column, values]) => columnSlices(column, values)),
  ];
  const slices = await measureSlices(rows, parts, intervals);
  const wrong = Uint8Array.from(labelIds, (label, row) => (label === rows.predictedIds[row] ? 0 : 1));

  return {
    format: "lexops-evaluation/v1",
    rows: count,
    labels,
    positiveLabel: classes === 2 ? labels[positive]! : null,
    confidence,
    resamples,
    seed,
    ...(decision === undefined ? {} : { decision }),
    metrics: Object.fromEntries(Object.entries(figures).filter(([, { value }]) => !Number.isNaN(value))),
    undefinedMetrics: Object.fromEntries(
      Object.entries(figures)
        .filter(([, { value }]) => Number.isNaN(value))
        .map(([name]) => [name, whyUndefined(rows, labels)]),
    ),
    ...fewerResamples(count, classes, resamples),
    ...confusionsOf(rows, labels),
    ...labelDetails(rows, labels),
    slices,
    ...(await weaknesses(texts, wrong, mixUps(rows, labels), config, options)),
    calibration: calibrationReport(
      rows,
      labels,
      uncalibrated && scoredRows({ labelIds, probabilities: uncalibrated, classes, positive, binary }),
    ),
    worstMistakes: await worstMistakes(rows, labels, texts, {
      most: config.worstMistakes,
      predictor,
      progress,
      signal,
    }),
    history: learningCurve(history),
  };
}

function whyUndefined(rows: ScoredRows, labels: readonly string[]): string {
  const present = new Set(rows.labelIds);
  const [only] = present;
  if (present.size === 1) return `Every example has the label "${labels[only!]}".`;
  const absent = labels.filter((_, label) => !present.has(label));
  const named = absent.slice(0, 5).map((label) => `"${label}"`);
  return `No example has the label ${named.join(", ")}${absent.length > 5 ? `, … (${absent.length} labels)` : ""}.`;
}
