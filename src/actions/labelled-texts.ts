/** @file Rows of a data set as training and evaluation take them. */
import type { Dataset } from "../lifecycle/data/index.ts";
import { selectExamples, type TextsWithLabels } from "../lifecycle/training/index.ts";

/** The texts of some rows with their labels. */
export function labelledTexts({ texts, labels }: Dataset, rows: Uint32Array): TextsWithLabels {
  return selectExamples({ texts, labelIds: labels.ids, labelSets: labels.sets }, rows);
}
