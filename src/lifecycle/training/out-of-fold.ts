/** @file Probabilities of every text from a model that has not seen it. */
import type { ClassifierSettings, TextsWithLabels } from "./classifier.ts";
import { fitClassifier } from "./fit-classifier.ts";
import { type FoldOptions, type FoldRows, type FoldScores, scoreFolds } from "./score-folds.ts";

/** What the folds' models say of their test rows. */
export interface OutOfFold extends Pick<FoldScores, "fits"> {
  /** Row-major [rows, labels]; NaN for rows that no fold tests. */
  readonly probabilities: Float32Array;
}

/** Fits one model a fold, calibrated as the settings say, and scores the rows it was not fitted on. @throws what fitting and training throw */
export async function outOfFold(
  settings: ClassifierSettings,
  data: TextsWithLabels & { readonly labels: readonly string[] },
  folds: readonly FoldRows[],
  options: FoldOptions = {},
): Promise<OutOfFold> {
  const how = { fit: fitClassifier, output: "probabilities", name: "Fold" } as const;
  const { scores, fits } = await scoreFolds(how, settings, data, folds, options);
  return { probabilities: scores, fits };
}
