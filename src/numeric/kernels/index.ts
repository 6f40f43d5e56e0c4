/** @file Numeric kernels in WebAssembly: embedding with pooling, touched-row gradients, sparse blocks, optimiser steps. */
export { type BagModel, type BagThread, bagWeights, createBagModel, openBagThread, setBagRows } from "./bag-kernels.ts";
export { createSharedMemory, type KernelMemory, otherKernelMemory, ownKernelMemory } from "./kernel-memory.ts";
export { type ColumnBlock, createKernels, type DeferredTable, type FilterBlock, type Kernels } from "./kernels.ts";
export { createTouchedGradient, type TouchedGradient } from "./touched-gradient.ts";
