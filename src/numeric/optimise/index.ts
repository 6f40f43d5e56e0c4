/** @file Optimisers: steps of weights by gradients, schedules, limits; and L-BFGS for smooth functions. */
export { createOptimiser } from "./catalog.ts";
export { canDefer, createDeferredAdam } from "./deferred-adam.ts";
export { clipScale, gradientNorm, zeroGradients } from "./gradients.ts";
export { type Iteration, lBfgs } from "./l-bfgs.ts";
export type { OptimiserConfig } from "./optimiser.config.ts";
export type { OptimiserState, Step } from "./optimiser.ts";
export { scheduleShare } from "./schedule.ts";
export { weightDecayOf } from "./weight-decay.ts";
