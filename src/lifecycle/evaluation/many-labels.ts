/** @file What a report holds of labels, and shows, when there are too many to show them all. */
import type { ScoredRows } from "../metrics/index.ts";
import type { ClassReport, Confusion, EvaluationReport } from "./report.ts";

/** Up to so many labels the confusion matrix is written out. */
const mostMatrixLabels = 100;
/** Confusions that are listed in its place. */
const mostConfusions = 1000;

/** The confusion matrix; where there are too many labels for one, the most frequent confusions. */
export function confusionsOf(
  { length, classes, labelIds, predictedIds }: ScoredRows,
  labels: readonly string[],
): Pick<EvaluationReport, "confusionMatrix" | "confusions"> {
  const counts = new Map<number, number>();
  for (let row = 0; row < length; row++) {
    const cell = labelIds[row]! * classes + predictedIds[row]!;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  if (classes <= mostMatrixLabels)
    return {
      confusionMatrix: labels.map((_, truth) => labels.map((__, given) => counts.get(truth * classes + given) ?? 0)),
    };
  const pairs = [...counts]
    .map(([cell, count]) => ({ truth: Math.floor(cell / classes), prediction: cell % classes, count }))
    .filter(({ truth, prediction }) => truth !== prediction)
    .sort((left, right) => right.count - left.count || left.truth - right.truth || left.prediction - right.prediction);
  return {
    confusionMatrix: [],
    confusions: {
      pairs: pairs.length,
      mostFrequent: pairs.slice(0, mostConfusions).map(({ truth, prediction, count }) => ({
        label: labels[truth]!,
        prediction: labels[prediction]!,
        count,
      })),
    },
  };
}

/** A report's most frequent confusions, however it holds them. */
export function frequentConfusions({ labels, confusionMatrix, confusions }: EvaluationReport): {
  readonly pairs: number;
  readonly mostFrequent: readonly Confusion[];
} {
  if (confusions !== undefined) return confusions;
  const pairs = confusionMatrix
    .flatMap((row, truth) => row.map((count, prediction) => ({ count, truth, prediction })))
    .filter(({ count, truth, prediction }) => count > 0 && truth !== prediction)
    .sort((left, right) => right.count - left.count || left.truth - right.truth || left.prediction - right.prediction);
  return {
    pairs: pairs.length,
    mostFrequent: pairs.map(({ count, truth, prediction }) => ({
      label: labels[truth]!,
      prediction: labels[prediction]!,
      count,
    })),
  };
}

/** All labels, or the `most` with the lowest F1 among those that have examples where there are more than `limit`. */
export function worstLabels(byClass: readonly ClassReport[], limit: number, most: number): readonly ClassReport[] {
  if (byClass.length <= limit) return byClass;
  return byClass
    .filter(({ support }) => support > 0)
    .toSorted((left, right) => left.f1 - right.f1 || right.support - left.support)
    .slice(0, most);
}
