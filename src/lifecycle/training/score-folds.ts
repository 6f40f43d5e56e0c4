/** @file Scores of texts from models that have not seen them: one model a fold. */
import { type Clock, type Progress, systemClock } from "../../foundation/index.ts";
import { selectTexts } from "../text/index.ts";
import {
  type ClassifierSettings,
  type FittedClassifier,
  type fitUncalibrated,
  selectExamples,
  type TextsWithLabels,
  withPredictor,
} from "./classifier.ts";
import type { TrainingOptions } from "./training-task.ts";

/** Rows of one fold, ascending; see `foldDataset`. */
export interface FoldRows {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** What the folds' models say of their test rows. */
export interface FoldScores {
  /** Row-major [rows, labels]; NaN for rows that no fold tests. */
  readonly scores: Float32Array;
  /** By fold. */
  readonly fits: readonly { readonly features: number; readonly seconds: number }[];
}

/** How the folds are run. */
export interface FoldOptions extends Pick<TrainingOptions, "progress" | "signal"> {
  readonly clock?: Clock | undefined;
  /** Sees each fold's model, with what it was fitted on, before it is thrown away; `progress` names the fold. */
  readonly onFit?:
    | ((fitted: FittedClassifier, rows: FoldRows, progress: Progress | undefined) => Promise<void>)
    | undefined;
}

/** Fits by `fit` and scores; `name` is what progress says of the folds. @throws what fitting and training throw */
export async function scoreFolds(
  how: { readonly fit: typeof fitUncalibrated; readonly output: "logits" | "probabilities"; readonly name: string },
  settings: ClassifierSettings,
  data: TextsWithLabels & { readonly labels: readonly string[] },
  folds: readonly FoldRows[],
  { progress, signal, clock = systemClock, onFit }: FoldOptions,
): Promise<FoldScores> {
  const { fit, output, name } = how;
  const { labels } = data;
  const { threads } = settings;
  const all = new Float32Array(data.labelIds.length * labels.length).fill(Number.NaN);
  const fits: { features: number; seconds: number }[] = [];
  for (const [index, fold] of folds.entries()) {
    const { train, validation, test } = fold;
    const inFold: Progress | undefined =
      progress && ((event) => progress({ ...event, task: `${name} ${index + 1} of ${folds.length}: ${event.task}` }));
    const options = { progress: inFold, signal };
    const started = clock.monotonicMs();
    const fitted = await fit(
      settings,
      {
        labels,
        train: selectExamples(data, train),
        validation: validation.length === 0 ? null : selectExamples(data, validation),
      },
      options,
    );
    fits.push({ features: fitted.pipeline.featureCount, seconds: (clock.monotonicMs() - started) / 1000 });
    await onFit?.(fitted, fold, inFold);
    const scores = await withPredictor(fitted, threads, (predictor) =>
      predictor.score(selectTexts(data.texts, test), { output, threads, ...options }),
    );
    test.forEach((row, place) => {
      all.set(scores.subarray(place * labels.length, (place + 1) * labels.length), row * labels.length);
    });
  }
  return { scores: all, fits };
}
