/** @file From predictions of several labels a text to the report. */
import { type LabelSets, thresholdOfEach } from "../labels/index.ts";
import { exactAnswers, type LabelSetRows, labelSetMetrics, labelSetRows } from "../metrics/index.ts";
import { labelSetCalibrationReport } from "./calibration-report.ts";
import type { EvaluationConfig } from "./evaluation.config.ts";
import type { EvaluationInput, EvaluationOptions } from "./evaluation-input.ts";
import { fewerResamples, labelSetFiguresOf } from "./figures.ts";
import { labelSetDetails } from "./label-details.ts";
import { learningCurve } from "./learning-curve.ts";
import { labelSetMixUps } from "./mix-ups.ts";
import type { EvaluationReport } from "./report.ts";
import { columnSlices, lengthSlices, measureLabelSetSlices } from "./slices.ts";
import { weaknesses } from "./weakness.ts";
import { worstLabelSets } from "./worst-label-sets.ts";

/** The report of checked input. @throws InvalidPredictionsError, CancelledError */
export async function evaluateLabelSets(
  input: EvaluationInput & { readonly labelSets: LabelSets },
  config: EvaluationConfig,
  { seed, progress, signal }: EvaluationOptions,
): Promise<EvaluationReport> {
  const { labels, texts, labelSets: truths, probabilities, uncalibrated, decision } = input;
  const { sliceColumns, predictor, history } = input;
  const { confidence, resamples } = config;
  const thresholds = thresholdOfEach(labels, decision?.thresholds);
  const rows = labelSetRows({ truths, probabilities, classes: labels.length, thresholds });
  const intervals = { seed, confidence, resamples, progress, signal };
  const figures = Object.entries(await labelSetFiguresOf(rows, labelSetMetrics.names, intervals));
  const parts = [
    ...lengthSlices(texts),
    ...Object.entries(sliceColumns).flatMap(([column, values]) => columnSlices(column, values)),
  ];
  const slices = await measureLabelSetSlices(rows, parts, intervals);
  return {
    format: "lexops-evaluation/v1",
    task: "multi-label-text-classification",
    rows: rows.length,
    labels,
    positiveLabel: null,
    confidence,
    resamples,
    seed,
    ...(decision === undefined ? {} : { decision }),
    metrics: Object.fromEntries(figures.filter(([, { value }]) => !Number.isNaN(value))),
    undefinedMetrics: Object.fromEntries(
      figures.filter(([, { value }]) => Number.isNaN(value)).map(([name]) => [name, whyUndefined(rows, labels)]),
    ),
    ...fewerResamples(rows.length, labels.length, resamples),
    confusionMatrix: [],
    ...labelSetDetails(rows, labels),
    slices,
    ...(await weaknesses(
      texts,
      exactAnswers(rows).map((exact) => 1 - exact),
      labelSetMixUps(rows, labels),
      config,
      { progress, signal },
    )),
    calibration: labelSetCalibrationReport(
      rows,
      uncalibrated && labelSetRows({ truths, probabilities: uncalibrated, classes: labels.length, thresholds }),
    ),
    worstMistakes: await worstLabelSets(rows, labels, texts, {
      most: config.worstMistakes,
      predictor,
      progress,
      signal,
    }),
    history: learningCurve(history),
  };
}

function whyUndefined({ truths, length }: LabelSetRows, labels: readonly string[]): string {
  const counts = new Map<number, number>();
  for (const id of truths.ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const named = (some: readonly string[]) =>
    `${some
      .slice(0, 5)
      .map((label) => `"${label}"`)
      .join(", ")}${some.length > 5 ? `, … (${some.length} labels)` : ""}`;
  const absent = labels.filter((_, id) => !counts.has(id));
  if (absent.length > 0) return `No example has the label ${named(absent)}.`;
  return `Every example has the label ${named(labels.filter((_, id) => counts.get(id) === length))}.`;
}
