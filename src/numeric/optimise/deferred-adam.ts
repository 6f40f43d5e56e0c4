/**
 * @file Adam for a table of which each step touches and reads few rows. What Adam does to the other rows (their means
 * decay and go on moving them) is made up for when they are read: the same arithmetic in the same order, but a row goes
 * through memory once for many steps. Only a mean below 2⁻²⁰ of its variance's root counts as 0.
 */
import type { DeferredTable, Kernels, TouchedGradient } from "../kernels/index.ts";
import type { AdamConfig } from "./optimiser.config.ts";
import type { OptimiserState, Step } from "./optimiser.ts";
import { remember } from "./remembered.ts";

/** Adam without weight decay, for one table. */
export interface DeferredAdam {
  /** Brings the rows that `ids` names up to date; only those may be read. The ids are in the kernels' memory. */
  catchUp(ids: Int32Array): void;
  /** Moves the touched rows, which must be up to date, by the gradient; the others later. */
  step(gradient: TouchedGradient, facts: Step): void;
  /** Brings every row up to date. */
  catchUpAll(): void;
  /** Copies of what it remembers, every row up to date. */
  state(): OptimiserState;
  /** Goes back to what `state` gave; the table has to be what it was then. @throws OptimiserStateError */
  restore(state: OptimiserState): void;
}

/** Steps between two passes over the whole table. */
const CAPACITY = 4096;

/** An optimiser of `values` [rows, width], which must be in the kernels' memory. */
export function createDeferredAdam(
  kernels: Kernels,
  config: AdamConfig,
  parameter: { readonly name: string; readonly values: Float32Array; readonly width: number },
): DeferredAdam {
  const { memory } = kernels;
  const { beta1, beta2, epsilon } = config;
  const { name, values, width } = parameter;
  const remembered = remember(memory, [parameter], ["mean", "variance"]);
  const table: DeferredTable = {
    values,
    width,
    moments: remembered.get(name).slots,
    moved: memory.int32(values.length / width),
    stepSizes: memory.float32(CAPACITY),
    inverseRoots: memory.float32(CAPACITY),
  };
  let steps = 0; // since every row was last up to date

  function catchUpAll(): void {
    kernels.adamCatchUp(table, null, steps, config);
    table.moved.fill(0);
    steps = 0;
  }

  return {
    catchUp: (ids) => kernels.adamCatchUp(table, ids, steps, config),
    step(gradient, { step, learningRate, gradientScale = 1 }) {
      if (steps === CAPACITY) catchUpAll();
      table.stepSizes[steps] = learningRate / (1 - beta1 ** step);
      table.inverseRoots[steps] = 1 / Math.sqrt(1 - beta2 ** step);
      steps++;
      const settings = { step, learningRate, beta1, beta2, epsilon, weightDecay: 0, decoupled: false, gradientScale };
      kernels.adamDeferredStep(table, gradient, steps, settings);
    },
    catchUpAll,
    state() {
      catchUpAll();
      return remembered.state();
    },
    restore(state) {
      remembered.restore(state);
      table.moved.fill(0);
      steps = 0;
    },
  };
}
