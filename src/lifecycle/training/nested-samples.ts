/** @file Smaller training sets out of a larger one, each holding the one before. */
import { createRandom } from "../../foundation/index.ts";
import { countLabelSets, labelSetAt } from "../labels/index.ts";
import type { LabelTargets } from "./training-task.ts";

/**
 * Rows in an order of which every beginning is a random sample that keeps the shares of labels (within a row a label):
 * the k-th of a label's n rows comes at about k / n. `labelIds` has one entry for each row.
 */
export function nestedOrder(labelIds: Int32Array, seed: number | string): Uint32Array {
  const random = createRandom(seed).split("nested samples");
  const byLabel = Map.groupBy(random.permutation(labelIds.length), (row) => labelIds[row]!);
  const places = new Float64Array(labelIds.length);
  for (const rows of byLabel.values())
    rows.forEach((row, rank) => {
      places[row] = (rank + random.float()) / rows.length;
    });
  return Uint32Array.from(labelIds.keys()).sort((left, right) => places[left]! - places[right]! || left - right);
}

/**
 * What `nestedOrder` keeps the shares of: the label of each row. Where rows may have several, the rarest of them (of
 * equals the first), which a random choice would lose first; rows without any are a kind of their own, -1.
 */
export function sampleStrata({ labelIds, labelSets }: LabelTargets, labels: number): Int32Array {
  if (labelSets === undefined) return labelIds;
  const counts = countLabelSets(labelSets, labels);
  return labelIds.map((_, row) =>
    labelSetAt(labelSets, row).reduce(
      (rarest, label) => (rarest === -1 || counts[label]! < counts[rarest]! ? label : rarest),
      -1,
    ),
  );
}
