/** @file Rows of a data set as training and evaluation take them. */
import type { Dataset } from "../lifecycle/data/index.ts";
import { selectLabelSets } from "../lifecycle/labels/index.ts";
import { selectTexts } from "../lifecycle/text/index.ts";
import type { TextsWithLabels } from "../lifecycle/training/index.ts";

/** The texts of some rows with their labels. */
export function labelledTexts({ texts, labels }: Dataset, rows: Uint32Array): TextsWithLabels {
  return {
    texts: selectTexts(texts, rows),
    labelIds: Int32Array.from(rows, (row) => labels.ids[row]!),
    labelSets: labels.sets && selectLabelSets(labels.sets, rows),
  };
}
