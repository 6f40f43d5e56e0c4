/** @file Which epoch is the best so far, and when to stop waiting for a better one. */
import type { MinibatchConfig } from "./minibatch.config.ts";

/** What is known after an epoch. Plain data: it goes into checkpoints. */
export interface Selection {
  /** From 1; 0 before the first epoch. */
  readonly bestEpoch: number;
  readonly bestValue: number | null;
  /** What the metric has to beat by `minDelta` to count as progress. */
  readonly reference: number | null;
  /** Epochs since there was progress. */
  readonly waited: number;
  readonly stop: boolean;
}

/** Before the first epoch. */
export const noSelection: Selection = { bestEpoch: 0, bestValue: null, reference: null, waited: 0, stop: false };

/**
 * Takes an epoch's value of the metric into account; `value` is null where the last epoch always counts as the best.
 * The best epoch is the first with the best value; progress for early stopping has to be larger than `minDelta`.
 */
export function selectEpoch(
  before: Selection,
  epoch: number,
  value: number | null,
  { checkpointMetric, earlyStopping }: Pick<MinibatchConfig, "checkpointMetric" | "earlyStopping">,
): Selection {
  if (value === null || checkpointMetric === null) return { ...noSelection, bestEpoch: epoch };
  const gain = (from: number) => (checkpointMetric.direction === "lower" ? from - value : value - from);
  const better = before.bestValue === null || gain(before.bestValue) > 0;
  const progress = before.reference === null || gain(before.reference) > (earlyStopping?.minDelta ?? 0);
  const waited = progress ? 0 : before.waited + 1;
  return {
    bestEpoch: better ? epoch : before.bestEpoch,
    bestValue: better ? value : before.bestValue,
    reference: progress ? value : before.reference,
    waited,
    stop: earlyStopping !== null && waited >= earlyStopping.patience,
  };
}
