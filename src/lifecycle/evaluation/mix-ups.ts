/** @file Which label was given instead of which. */
import { type LabelSets, labelSetAt } from "../labels/index.ts";
import type { LabelSetRows, ScoredRows } from "../metrics/index.ts";

/** One way to be wrong: the label that is true, and what was given instead. */
export interface MixUp {
  readonly label: string;
  readonly prediction: string;
  /** The wrong answers, with the probability of what was predicted. */
  readonly wrong: readonly { readonly row: number; readonly score: number }[];
  /** Rows with the same truth that are answered rightly. */
  readonly right: readonly number[];
}

/** The mix-ups of answers with one label each. */
export function mixUps(rows: ScoredRows, labels: readonly string[]): MixUp[] {
  const { classes, labelIds, predictedIds, probabilities } = rows;
  const all = [...labelIds.keys()];
  const isWrong = (row: number) => labelIds[row] !== predictedIds[row];
  const right = Map.groupBy(
    all.filter((row) => !isWrong(row)),
    (row) => labelIds[row]!,
  );
  return [...Map.groupBy(all.filter(isWrong), (row) => labelIds[row]! * classes + predictedIds[row]!)]
    .sort(([left], [other]) => left - other)
    .map(([key, wrong]) => ({
      label: labels[Math.floor(key / classes)]!,
      prediction: labels[key % classes]!,
      wrong: wrong.map((row) => ({ row, score: probabilities[row * classes + predictedIds[row]!]! })),
      right: right.get(Math.floor(key / classes)) ?? [],
    }));
}

/** The mix-ups of answers with several labels each: every label against its absence. */
export function labelSetMixUps(rows: LabelSetRows, labels: readonly string[]): MixUp[] {
  const { classes, truths, predictions, probabilities } = rows;
  const [trueRows, givenRows] = [truths, predictions].map((sets) => rowsByLabel(sets, rows.length, classes));
  return labels
    .flatMap((label, id): MixUp[] => {
      const [own, given] = [new Set(trueRows![id]), new Set(givenRows![id])];
      const score = (row: number) => probabilities[row * classes + id]!;
      const absent = Array.from({ length: rows.length }, (_, row) => row).filter((row) => !own.has(row));
      return [
        {
          label,
          prediction: `not ${label}`,
          wrong: trueRows![id]!.filter((row) => !given.has(row)).map((row) => ({ row, score: 1 - score(row) })),
          right: trueRows![id]!.filter((row) => given.has(row)),
        },
        {
          label: `not ${label}`,
          prediction: label,
          wrong: givenRows![id]!.filter((row) => !own.has(row)).map((row) => ({ row, score: score(row) })),
          right: absent.filter((row) => !given.has(row)),
        },
      ];
    })
    .filter(({ wrong }) => wrong.length > 0);
}

function rowsByLabel(sets: LabelSets, rows: number, classes: number): number[][] {
  const result: number[][] = Array.from({ length: classes }, () => []);
  for (let row = 0; row < rows; row++) for (const id of labelSetAt(sets, row)) result[id]!.push(row);
  return result;
}
