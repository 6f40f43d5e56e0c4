/** @file Optimisers: steps of weights by gradients, schedules, limits; and L-BFGS for smooth functions. */
export { createOptimiser, optimisers } from "./catalog.ts";
export { OptimiserStateError, UnknownParameterError } from "./errors.ts";
export { clipScale, clipValues, gradientNorm, zeroGradients } from "./gradients.ts";
export { type Evaluation, type Iteration, type LBfgsOptions, type LBfgsResult, lBfgs } from "./l-bfgs.ts";
export {
  type OptimiserConfig,
  optimiserConfig,
  type WeightDecayConfig,
  weightDecayConfig,
} from "./optimiser.config.ts";
export type { Gradient, Optimiser, OptimiserState, Parameter, Step } from "./optimiser.ts";
export { type ScheduleConfig, scheduleConfig } from "./schedule.config.ts";
export { scheduleShare } from "./schedule.ts";
export { weightDecayOf } from "./weight-decay.ts";
