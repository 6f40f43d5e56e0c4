/**
 * @file Adam for a table of which each step touches and reads few rows. What Adam does to the other rows (their means
 * decay and go on moving them) is made up for when they are read, step by step in the same order, but a row goes
 * through memory once for many steps. Only a mean below 2⁻²⁴ of its variance's root counts as 0.
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

/** Most steps between two passes over the whole table. */
const LONGEST_PERIOD = 4096;
/** The smallest power of √beta2 that deviations are divided by: far from where single precision ends. */
const SMALLEST_DECAY = 2 ** -20;

/** Whether deferring makes sense: with a beta2 far from 1 the whole table would have to be passed all the time. */
export function canDefer({ beta2 }: AdamConfig): boolean {
  return beta2 >= 0.9;
}

/** An optimiser of `values` [rows, width], which must be in the kernels' memory, with settings that `canDefer`. */
export function createDeferredAdam(
  kernels: Kernels,
  config: AdamConfig,
  parameter: { readonly name: string; readonly values: Float32Array; readonly width: number },
): DeferredAdam {
  const { memory } = kernels;
  const { beta1, beta2, epsilon } = config;
  const { name, values, width } = parameter;
  const remembered = remember(memory, [parameter], ["mean", "deviation"]);
  const { mean, deviation } = remembered.get(name).slots;
  const period = Math.min(LONGEST_PERIOD, Math.floor((2 * Math.log(SMALLEST_DECAY)) / Math.log(beta2)));
  const table: DeferredTable = {
    ...{ values, width, mean, deviation },
    moved: memory.int32(values.length / width),
    stepSizes: memory.float32(period),
    roots: memory.float32(period),
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
      // Periods are counted from the first step of the training, so that interruptions change no bit.
      const stepOfPeriod = (step - 1) % period;
      if (stepOfPeriod === 0 && step > 1) {
        catchUpAll();
        kernels.scale(deviation, beta2 ** (period / 2));
      }
      const stepSize = learningRate / (1 - beta1 ** step);
      const inverseRoot = 1 / Math.sqrt(1 - beta2 ** step);
      const decay = beta2 ** ((stepOfPeriod + 1) / 2);
      table.stepSizes[steps] = stepSize;
      table.roots[steps] = inverseRoot * decay;
      steps++;
      const factors = { stepSize, inverseRoot, decay, beta1, beta2, epsilon, gradientScale };
      kernels.adamDeferredStep(table, gradient, steps, factors);
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
