/** @file The surest mistakes where texts may have several labels: one label given wrongly, or missed. */
import { labelSetAt } from "../labels/index.ts";
import type { LabelSetRows } from "../metrics/index.ts";
import { type TextColumn, textAt } from "../text/index.ts";
import type { Mistake } from "./report.ts";
import { type MistakeOptions, weighedExcerpts } from "./worst-mistakes.ts";

/** A label on which an answer is wrong. */
interface WrongLabel {
  readonly row: number;
  readonly label: number;
  readonly given: boolean;
  /** The probability of what is true. */
  readonly trueScore: number;
}

/** Finds the `most` texts with the surest wrong label each, the worst first. */
export async function worstLabelSets(
  rows: LabelSetRows,
  labels: readonly string[],
  texts: TextColumn,
  options: MistakeOptions,
): Promise<Mistake[]> {
  const worst = Array.from({ length: rows.length }, (_, row) => surestWrongLabel(rows, row))
    .filter((found) => found !== undefined)
    .sort((left, right) => left.trueScore - right.trueScore || left.row - right.row)
    .slice(0, options.most);
  const excerpts = await weighedExcerpts(
    worst.map(({ row, label, given }) => ({
      text: textAt(texts, row),
      predictedId: given ? label : null,
      labelId: given ? null : label,
    })),
    options,
  );
  const named = (ids: Int32Array) => Array.from(ids, (id) => labels[id]!).join(", ") || "(none)";
  return worst.map(({ row, label, given, trueScore }, index) => ({
    row,
    ...excerpts[index]!,
    label: named(labelSetAt(rows.truths, row)),
    prediction: named(labelSetAt(rows.predictions, row)),
    about: { label: labels[label]!, given },
    score: given ? 1 - trueScore : trueScore,
    labelScore: given ? trueScore : 1 - trueScore,
  }));
}

function surestWrongLabel({ classes, truths, predictions, probabilities }: LabelSetRows, row: number) {
  const own = labelSetAt(truths, row);
  const given = labelSetAt(predictions, row);
  let worst: WrongLabel | undefined;
  const consider = (label: number, isGiven: boolean) => {
    const probability = probabilities[row * classes + label]!;
    const trueScore = isGiven ? 1 - probability : probability;
    if (worst === undefined || trueScore < worst.trueScore) worst = { row, label, given: isGiven, trueScore };
  };
  for (const label of given) if (!own.includes(label)) consider(label, true);
  for (const label of own) if (!given.includes(label)) consider(label, false);
  return worst;
}
