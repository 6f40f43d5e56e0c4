/** @file The optimiser of an embedding's table, of which a batch reads and touches few rows. */
import type { Kernels, TouchedGradient } from "../../numeric/kernels/index.ts";
import {
  canDefer,
  createDeferredAdam,
  createOptimiser,
  type OptimiserConfig,
  type OptimiserState,
  type Step,
} from "../../numeric/optimise/index.ts";

/** Moves a table. */
export interface TableOptimiser {
  /** Makes the rows that `ids` names fit to be read. */
  beforeReading(ids: Int32Array): void;
  step(gradient: TouchedGradient, facts: Step): void;
  /** Makes every row fit to be read; gives copies of what it remembers. */
  state(): OptimiserState;
  restore(state: OptimiserState): void;
}

/**
 * Every row moves as if the gradient were dense: Adam's means decay and go on moving rows that a batch did not touch, as
 * in Keras and in PyTorch without `sparse`; leaving those alone would train rare words some ten times as slowly. For
 * Adam that is put off until a row is read, which takes a fraction of the time; weight decay and momentum go through the
 * whole table at each step; plain SGD moves nothing but what was touched.
 */
export function createTableOptimiser(
  kernels: Kernels,
  config: OptimiserConfig,
  table: { readonly name: string; readonly values: Float32Array; readonly width: number; readonly weightDecay: number },
): TableOptimiser {
  const { name, weightDecay } = table;
  if (config.type !== "sgd/v1" && weightDecay === 0 && canDefer(config)) {
    const deferred = createDeferredAdam(kernels, config, table);
    return {
      beforeReading: deferred.catchUp,
      step: deferred.step,
      state: deferred.state,
      restore: deferred.restore,
    };
  }
  const optimiser = createOptimiser(kernels, config, [table]);
  const onlyTouched = config.type === "sgd/v1" && config.momentum === 0 && weightDecay === 0;
  return {
    beforeReading() {},
    step: (gradient, facts) => optimiser.step({ [name]: onlyTouched ? gradient : gradient.values }, facts),
    state: optimiser.state,
    restore: optimiser.restore,
  };
}
