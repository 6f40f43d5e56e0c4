/** @file The labels of rows that may have several, while rows pass: grows without an object a row. */
import type { LabelSets } from "../labels/index.ts";

/** Lists of label ids, one for each row that was added. */
export interface LabelLists {
  /** Adds the next row's; repetitions are left out. */
  add(ids: ArrayLike<number>): void;
  /** Whether anything was added. */
  readonly used: boolean;
  /** The ids of a row, ascending. */
  at(row: number): readonly number[];
  /** The sets of all rows; `labels`: one more than the highest id that was added. */
  finish(): { readonly sets: LabelSets; readonly labels: number };
}

/** Starts without rows. */
export function createLabelLists(): LabelLists {
  const offsets = [0];
  const all: number[] = [];
  let labels = 0;
  return {
    add(ids) {
      for (const id of new Set(Array.from(ids).sort((left, right) => left - right))) {
        all.push(id);
        labels = Math.max(labels, id + 1);
      }
      offsets.push(all.length);
    },
    get used() {
      return offsets.length > 1;
    },
    at: (row) => all.slice(offsets[row]!, offsets[row + 1]!),
    finish: () => ({ sets: { offsets: Uint32Array.from(offsets), ids: Int32Array.from(all) }, labels }),
  };
}
