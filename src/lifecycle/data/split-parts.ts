/** @file The parts of a split. */

/** A part of a split, as a small number. */
export const TRAIN = 0;
export const VALIDATION = 1;
export const TEST = 2;
/** A row that was skipped. */
export const LEFT_OUT = 3;
export const PART_NAMES = ["train", "validation", "test"] as const;

/** One part while it is planned. */
export interface PlannedPart {
  /** As in `SplitPlan.parts`. */
  readonly part: number;
  readonly name: (typeof PART_NAMES)[number];
  readonly fileName: string;
  readonly rows: number;
}
