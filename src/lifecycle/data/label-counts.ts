/** @file How often each label occurs, in bounded memory. */
import type { DataWarning } from "./dataset.ts";
import { plural } from "./warnings.ts";

/** The counts of one file. */
export interface LabelCounts {
  /** Counts a label; gives its id in order of first sight, or `MOST_LABELS` for one too many. */
  add(label: string): number;
  /** Gives a label its id without counting it. */
  know(label: string): void;
  /** By id. */
  counts(): { readonly label: string; readonly count: number }[];
  warnings(place: string): DataWarning[];
}

/** More different labels than this are not told apart: the column is then hardly one of labels. */
export const MOST_LABELS = 100_000;

/** Starts counting. */
export function createLabelCounts(): LabelCounts {
  const ids = new Map<string, number>();
  const counts: number[] = [];
  let surplus = 0;

  function idOf(label: string): number {
    const known = ids.get(label);
    if (known !== undefined) return known;
    if (ids.size === MOST_LABELS) return MOST_LABELS;
    ids.set(label, ids.size);
    counts.push(0);
    return ids.size - 1;
  }

  return {
    add(label) {
      const id = idOf(label);
      if (id === MOST_LABELS) surplus++;
      else counts[id]!++;
      return id;
    },
    know: (label) => void idOf(label),
    counts: () => [...ids].map(([label, id]) => ({ label, count: counts[id]! })),
    warnings(place) {
      if (surplus > 0)
        return [
          {
            code: "too-many-labels",
            message: `${place} holds more than ${MOST_LABELS} different labels; ${plural(surplus, "row")} with further ones were not told apart. Check that it is the label column.`,
            count: surplus,
            rows: [],
          },
        ];
      return [];
    },
  };
}
