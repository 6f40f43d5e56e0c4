/** @file Vectors in few bytes: product quantisation. */
export { type QuantisedVectors, quantiseVectors, restoreVectors } from "./quantise-vectors.ts";
