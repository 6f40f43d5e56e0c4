/** @file From single requests to batches. */
export {};
