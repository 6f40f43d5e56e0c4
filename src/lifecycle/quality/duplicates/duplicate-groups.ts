/** @file Texts that are the same or nearly so, as lists of rows. */
import type { ExaminedData } from "../examined-data.ts";
import type { NearDuplicates } from "./near-duplicates.ts";

/** Texts that belong together. */
export interface DuplicateGroup {
  /** Rows of the file, ascending; may be empty where all are of the other file. */
  readonly rows: readonly number[];
  /** The same rows, those with equal texts together. */
  readonly exact: readonly (readonly number[])[];
  /** Texts of the other file, as numbers in the column. */
  readonly others: readonly number[];
}

/** Every group of at least two texts, in the order of their first rows. */
export function duplicateGroups({ dataset, equalTexts }: ExaminedData, { group }: NearDuplicates): DuplicateGroup[] {
  const { first } = equalTexts();
  const sizes = new Uint32Array(group.length);
  for (const root of group) if (root >= 0) sizes[root]!++;
  const found = new Map<number, { rows: number[]; exact: Map<number, number[]>; others: number[] }>();
  for (let text = 0; text < group.length; text++) {
    const root = group[text]!;
    if (root < 0 || sizes[root]! < 2) continue;
    let entry = found.get(root);
    if (entry === undefined) {
      entry = { rows: [], exact: new Map(), others: [] };
      found.set(root, entry);
    }
    if (text >= dataset.rows) {
      entry.others.push(text);
      continue;
    }
    entry.rows.push(text);
    const equal = entry.exact.get(first[text]!);
    if (equal === undefined) entry.exact.set(first[text]!, [text]);
    else equal.push(text);
  }
  return [...found.values()].map(({ rows, exact, others }) => ({ rows, exact: [...exact.values()], others }));
}
