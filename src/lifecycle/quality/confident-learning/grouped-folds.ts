/** @file Folds in which each label has its share and no group is divided. */
import { createRandom } from "../../../foundation/index.ts";
import { type LabelSets, labelSetAt } from "../../labels/index.ts";

/** [rows] The fold of each row: groups in a seeded random order, the large ones first, each to the fold that lacks its labels most. */
export function groupedFolds(groups: Int32Array, sets: LabelSets, folds: number, seed: number): Uint8Array {
  const rowsOf = new Map<number, number[]>();
  for (const [row, group] of groups.entries()) {
    const own = rowsOf.get(group);
    if (own === undefined) rowsOf.set(group, [row]);
    else own.push(row);
  }
  const order = createRandom(seed)
    .split("quality/folds")
    .shuffle([...rowsOf.values()])
    .sort((left, right) => right.length - left.length);
  const labels = sets.ids.reduce((most, id) => Math.max(most, id + 1), 0);
  const counts = new Float64Array(folds * labels);
  const sizes = new Float64Array(folds);
  const foldOf = new Uint8Array(groups.length);
  for (const rows of order) {
    let best = 0;
    let bestOwn = Number.POSITIVE_INFINITY;
    for (let fold = 0; fold < folds; fold++) {
      let own = 0;
      for (const row of rows) for (const label of labelSetAt(sets, row)) own += counts[fold * labels + label]!;
      if (own > bestOwn || (own === bestOwn && sizes[fold]! >= sizes[best]!)) continue;
      best = fold;
      bestOwn = own;
    }
    for (const row of rows) {
      foldOf[row] = best;
      for (const label of labelSetAt(sets, row)) counts[best * labels + label]!++;
    }
    sizes[best]! += rows.length;
  }
  return foldOf;
}
