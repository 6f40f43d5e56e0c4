/** @file The labels of rows, whether each has one or may have several. */
import type { Dataset, LabelColumn } from "../data/index.ts";
import { type LabelSets, labelSetAt } from "../labels/index.ts";

/** What rows say of their texts, to tell rows that agree from rows that do not. */
export interface Answers {
  /** [rows] Equal for equal labels, or sets of them; -1 where a row says nothing. */
  readonly ids: Int32Array;
  /** The labels of an answer, as a person reads them. */
  nameOf(id: number): string;
}

/** Whether the file says what is true of its texts. */
export function isLabelled({ labelColumn, labels }: Dataset): boolean {
  return labelColumn !== null || labels.sets !== undefined;
}

/** The labels of each row; none where a row says nothing. */
export function labelsOfRows({ ids, sets }: LabelColumn): LabelSets {
  return sets ?? singleSets(ids);
}

/** Sets of one id each; none for -1. */
export function singleSets(ids: Int32Array): LabelSets {
  const offsets = new Uint32Array(ids.length + 1);
  for (let row = 0; row < ids.length; row++) offsets[row + 1] = offsets[row]! + (ids[row]! >= 0 ? 1 : 0);
  return { offsets, ids: ids.filter((id) => id >= 0) };
}

/** Rows that say what is true of their text; a text that may have several labels and has none says so. */
export function countAnswered({ ids, sets }: LabelColumn): number {
  return sets === undefined ? ids.reduce((sum, id) => sum + (id >= 0 ? 1 : 0), 0) : ids.length;
}

/** The answers of all rows. */
export function answersOf({ names, ids, sets }: LabelColumn): Answers {
  if (sets === undefined) return { ids, nameOf: (id) => names[id]! };
  const known = new Map<string, number>();
  const firstRows: number[] = [];
  const answers = ids.map((_, row) => {
    const key = labelSetAt(sets, row).join();
    const id = known.get(key) ?? known.size;
    if (id === known.size) {
      known.set(key, id);
      firstRows.push(row);
    }
    return id;
  });
  return {
    ids: answers,
    nameOf(id) {
      const own = Array.from(labelSetAt(sets, firstRows[id]!), (label) => names[label]!);
      return own.length === 0 ? "(none)" : own.join(" + ");
    },
  };
}
