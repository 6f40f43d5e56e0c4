/** @file From single requests to batches. */
export { type Batcher, createBatcher } from "./batcher.ts";
export type { Served, ServedEmbedder, ServedGenerator } from "./served.ts";
