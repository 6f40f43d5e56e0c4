/** @file Files of texts and labels: reading, checking, inspecting, splitting. */
export { absentFromTraining } from "./absent-labels.ts";
export type { Dataset, DataWarning, LabelColumn, Split } from "./dataset.ts";
export { type Fold, type Folds, foldDataset } from "./fold-dataset.ts";
export { inspectFile } from "./inspect-file.ts";
export type { ConflictingText, ExampleRow, Inspection, LabelInspection } from "./inspection.ts";
export { type MatchedLabels, matchLabels, requireTwoLabels } from "./match-labels.ts";
export { readDataset } from "./read-dataset.ts";
export type { InspectOptions, ReadOptions, SeveralLabels, SplitFileOptions } from "./read-options.ts";
export { splitDataset } from "./split-dataset.ts";
export { type SplitFiles, splitFile } from "./split-file.ts";
