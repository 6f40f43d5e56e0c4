/** @file Numeric kernels in WebAssembly: embedding with pooling, touched-row gradients, optimiser steps. */
export { ForeignArrayError, KernelLengthError, KernelMemoryError } from "./errors.ts";
export type { KernelMemory } from "./kernel-memory.ts";
export {
  type AdamMoments,
  type AdamStep,
  type ColumnBlock,
  createKernels,
  type Kernels,
  type SgdStep,
  type TokenBatch,
} from "./kernels.ts";
export { createTouchedGradient, type TouchedGradient } from "./touched-gradient.ts";
