/** @file Probabilities of every text from a model that has not seen it. */
import { type Clock, type Progress, systemClock } from "../../foundation/index.ts";
import { selectLabelSets } from "../labels/index.ts";
import { selectTexts } from "../text/index.ts";
import { type ClassifierSettings, type TextsWithLabels, withPredictor } from "./classifier.ts";
import { fitClassifier } from "./fit-classifier.ts";
import type { TrainingOptions } from "./training-task.ts";

/** Rows of one fold, ascending; see `foldDataset`. */
export interface FoldRows {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** What the folds' models say of their test rows. */
export interface OutOfFold {
  /** Row-major [rows, labels]; NaN for rows that no fold tests. */
  readonly probabilities: Float32Array;
  /** By fold. */
  readonly fits: readonly { readonly features: number; readonly seconds: number }[];
}

/**
 * Fits one model a fold and scores the rows it was not fitted on.
 * @throws what fitting and training throw
 */
export async function outOfFold(
  settings: ClassifierSettings,
  data: TextsWithLabels & { readonly labels: readonly string[] },
  folds: readonly FoldRows[],
  options: Pick<TrainingOptions, "progress" | "signal"> & { readonly clock?: Clock | undefined } = {},
): Promise<OutOfFold> {
  const { labels, texts, labelIds, labelSets } = data;
  const { progress, signal, clock = systemClock } = options;
  const probabilities = new Float32Array(labelIds.length * labels.length).fill(Number.NaN);
  const fits: { features: number; seconds: number }[] = [];
  const select = (rows: Uint32Array) => ({
    texts: selectTexts(texts, rows),
    labelIds: Int32Array.from(rows, (row) => labelIds[row]!),
    labelSets: labelSets && selectLabelSets(labelSets, rows),
  });
  for (const [index, fold] of folds.entries()) {
    const inFold: Progress | undefined =
      progress && ((event) => progress({ ...event, task: `Fold ${index + 1} of ${folds.length}: ${event.task}` }));
    const started = clock.monotonicMs();
    const validation = fold.validation.length === 0 ? null : select(fold.validation);
    const fitted = await fitClassifier(
      settings,
      { labels, train: select(fold.train), validation },
      { progress: inFold, signal },
    );
    fits.push({ features: fitted.pipeline.featureCount, seconds: (clock.monotonicMs() - started) / 1000 });
    const scores = await withPredictor(fitted, settings.threads, (predictor) =>
      predictor.score(selectTexts(texts, fold.test), { threads: settings.threads, progress: inFold, signal }),
    );
    fold.test.forEach((row, place) => {
      probabilities.set(scores.subarray(place * labels.length, (place + 1) * labels.length), row * labels.length);
    });
  }
  return { probabilities, fits };
}
