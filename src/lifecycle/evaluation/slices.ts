/** @file The examples in parts: by length, and by the values of columns. */
import { selectLabelSets } from "../labels/index.ts";
import { type LabelSetRows, quantile, type ScoredRows } from "../metrics/index.ts";
import type { TextColumn } from "../text/index.ts";
import { figuresOf, type IntervalOptions, labelSetFiguresOf } from "./figures.ts";
import { formatCount } from "./number-format.ts";
import type { Figure, SliceReport } from "./report.ts";

/** Values of a column that become slices of their own, the most frequent ones; the others share one. */
const mostValues = 20;

/** A part of the examples before it is measured. */
export interface Slice extends Pick<SliceReport, "kind" | "column" | "value"> {
  readonly rowIds: readonly number[];
}

/** The code points of each text. */
function lengths(texts: TextColumn): Float64Array {
  return Float64Array.from({ length: texts.length }, (_, row) => {
    let count = 0;
    for (let at = texts.offsets[row]!; at < texts.offsets[row + 1]!; at++)
      if ((texts.bytes[at]! & 0xc0) !== 0x80) count++;
    return count;
  });
}

/** Four parts of about equal size by the texts' length in characters; fewer where many are equally long. */
export function lengthSlices(texts: TextColumn): Slice[] {
  const length = lengths(texts);
  const sorted = length.toSorted();
  const limits = [...new Set([0.25, 0.5, 0.75].map((share) => Math.floor(quantile(sorted, share))))];
  const parts: number[][] = Array.from({ length: limits.length + 1 }, () => []);
  length.forEach((characters, row) => {
    const part = limits.findIndex((limit) => characters <= limit);
    parts[part === -1 ? limits.length : part]!.push(row);
  });
  return parts
    .filter((rowIds) => rowIds.length > 0)
    .map((rowIds) => {
      const inside = rowIds.map((row) => length[row]!);
      const shortest = inside.reduce((least, value) => Math.min(least, value));
      const longest = inside.reduce((most, value) => Math.max(most, value));
      const range = shortest === longest ? formatCount(shortest) : `${formatCount(shortest)}–${formatCount(longest)}`;
      return { kind: "length", column: "length", value: `${range} characters`, rowIds };
    });
}

/** One part for each value of a column; the rarest values share one when there are many. */
export function columnSlices(column: string, values: readonly (string | null)[]): Slice[] {
  const byValue = Map.groupBy(values.keys(), (row) => values[row] ?? "");
  const sorted = [...byValue].sort(
    ([left, leftRows], [right, rightRows]) => rightRows.length - leftRows.length || (left < right ? -1 : 1),
  );
  const own = sorted.length > mostValues ? sorted.slice(0, mostValues - 1) : sorted;
  const others = sorted.slice(own.length);
  const slices: Slice[] = own.map(([value, rowIds]) => ({
    kind: "column",
    column,
    value: value === "" ? "(empty)" : value,
    rowIds,
  }));
  if (others.length > 0)
    slices.push({
      kind: "column",
      column,
      value: `(${others.length} other values)`,
      rowIds: others.flatMap(([, rowIds]) => rowIds),
    });
  return slices;
}

/** Measures each part: accuracy and F1 with intervals. */
export function measureSlices(
  rows: ScoredRows,
  slices: readonly Slice[],
  options: IntervalOptions,
): Promise<SliceReport[]> {
  return measureEach(slices, options, (rowIds, own) => figuresOf(selectRows(rows, rowIds), ["accuracy", "f1"], own));
}

/** The same of texts that may have several labels: subset accuracy and micro F1, which a rare label cannot upset. */
export function measureLabelSetSlices(
  rows: LabelSetRows,
  slices: readonly Slice[],
  options: IntervalOptions,
): Promise<SliceReport[]> {
  return measureEach(slices, options, async (rowIds, own) => {
    const figures = await labelSetFiguresOf(selectLabelSetRows(rows, rowIds), ["accuracy", "f1-micro"], own);
    return { accuracy: figures["accuracy"]!, f1: figures["f1-micro"]! };
  });
}

async function measureEach(
  slices: readonly Slice[],
  options: IntervalOptions,
  measure: (rowIds: readonly number[], options: IntervalOptions) => Promise<Readonly<Record<string, Figure>>>,
): Promise<SliceReport[]> {
  const reports: SliceReport[] = [];
  for (const { kind, column, value, rowIds } of slices) {
    const metrics = await measure(rowIds, {
      ...options,
      seed: `${options.seed}/${kind}/${column}/${value}`,
      task: "Measuring slices",
    });
    reports.push({ kind, column, value, rows: rowIds.length, metrics });
  }
  return reports;
}

function selectRows(rows: ScoredRows, rowIds: readonly number[]): ScoredRows {
  const { labelIds, predictedIds } = rows;
  return {
    ...rows,
    length: rowIds.length,
    labelIds: Int32Array.from(rowIds, (row) => labelIds[row]!),
    predictedIds: Int32Array.from(rowIds, (row) => predictedIds[row]!),
    probabilities: selectProbabilities(rows, rowIds),
  };
}

function selectLabelSetRows(rows: LabelSetRows, rowIds: readonly number[]): LabelSetRows {
  const chosen = Uint32Array.from(rowIds);
  return {
    ...rows,
    length: chosen.length,
    truths: selectLabelSets(rows.truths, chosen),
    predictions: selectLabelSets(rows.predictions, chosen),
    probabilities: selectProbabilities(rows, rowIds),
  };
}

function selectProbabilities(
  { classes, probabilities }: Pick<ScoredRows, "classes" | "probabilities">,
  rowIds: readonly number[],
): Float64Array {
  const selected = new Float64Array(rowIds.length * classes);
  rowIds.forEach((row, index) => {
    selected.set(probabilities.subarray(row * classes, (row + 1) * classes), index * classes);
  });
  return selected;
}
