/** @file What a model is asked for, the labels of texts that may have several, and from which probability on a label is given. */
export { type BinaryThreshold, binaryThreshold, decideLabel, thresholdOfEach } from "./decide.ts";
export {
  countLabelSets,
  type LabelSets,
  labelIndicators,
  labelSetAt,
  labelSets,
  rowsOfEachLabel,
  selectLabelSets,
} from "./label-sets.ts";
export type { Task } from "./task.config.ts";
export { hasLabelSets } from "./task.ts";
export { type ThresholdGoal, thresholdGoal } from "./threshold-goal.ts";
export type { Thresholds } from "./thresholds.config.ts";
