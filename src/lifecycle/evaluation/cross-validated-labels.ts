/** @file What cross-validation says of each label where texts may have several. */
import { ignoreProgress } from "../../foundation/index.ts";
import {
  bootstrapIntervals,
  type LabelSetRows,
  labelSetFigures,
  prepareLabelSetSamples,
  wholeLabelSetSample,
} from "../metrics/index.ts";
import type { IntervalOptions } from "./figures.ts";
import type { FoldSpread } from "./fold-spread.ts";
import type { Figure } from "./report.ts";

/** One label against its absence. */
export interface CrossValidatedLabel {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  /** Over the answers to all rows together. */
  readonly f1: Figure;
  /** Of F1 in each fold; null where some fold tests no text that has the label or is given it. */
  readonly f1OverFolds: FoldSpread | null;
  /** Tested rows that have the label. */
  readonly support: number;
  /** Tested rows that were given it. */
  readonly predicted: number;
}

/** By label, in the order of `labels`; `spreadOf` makes an interval of the folds' own figures. @throws CancelledError */
export async function crossValidatedLabels(
  labels: readonly string[],
  { all, inFolds }: { readonly all: LabelSetRows; readonly inFolds: readonly LabelSetRows[] },
  spreadOf: (values: readonly number[]) => FoldSpread,
  { seed, resamples, confidence, progress = ignoreProgress, signal }: IntervalOptions,
): Promise<CrossValidatedLabel[]> {
  const task = "Resampling the labels";
  const sampleAt = prepareLabelSetSamples(all);
  const intervals = await bootstrapIntervals(
    all.length,
    (counts) => labelSetFigures(sampleAt(counts)).map(({ f1 }) => f1),
    {
      ...{ seed, resamples, confidence, signal },
      onResample: (done) => progress({ task, done, total: resamples, unit: "resamples" }),
    },
  );
  progress({ task, done: resamples, total: resamples, unit: "resamples", finished: true });
  const folds = inFolds.map((rows) => labelSetFigures(wholeLabelSetSample(rows)));
  return labelSetFigures(wholeLabelSetSample(all)).map(({ precision, recall, f1, support, predicted }, label) => {
    const own = folds.map((figures) => figures[label]!);
    return {
      label: labels[label]!,
      ...{ precision, recall },
      f1: { value: f1, ...(intervals[label] ?? { low: null, high: null }) },
      f1OverFolds: own.every((fold) => fold.support + fold.predicted > 0) ? spreadOf(own.map((fold) => fold.f1)) : null,
      ...{ support, predicted },
    };
  });
}
