/** @file How often each label occurs, in bounded memory. */
import type { DataWarning } from "./dataset.ts";
import { plural } from "./warnings.ts";

/** The counts of one file. */
export interface LabelCounts {
  /** Counts a label; gives its id in order of first sight, or `MOST_LABELS` for one too many. */
  add(label: string): number;
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
  return {
    add(label) {
      let id = ids.get(label);
      if (id === undefined) {
        if (ids.size === MOST_LABELS) {
          surplus++;
          return MOST_LABELS;
        }
        id = ids.size;
        ids.set(label, id);
        counts.push(0);
      }
      counts[id]!++;
      return id;
    },
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
