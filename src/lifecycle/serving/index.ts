/** @file From single requests to batches. */
export { type Batcher, type BatcherOptions, createBatcher } from "./batcher.ts";
export { QueueFullError } from "./errors.ts";
