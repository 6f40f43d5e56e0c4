/** @file The WebAssembly module: everything that `kernels.ts` calls. `npm run kernels` compiles it to `kernels.wasm`. */
export { bagFill, bagScores, bagSteps } from "./bag.assembly";
export { blockProduct, blockTranspose, largestDouble } from "./column-block.assembly";
export { convolveMax, convolveMaxBackward, multiplyPacked, packColumns } from "./convolution.assembly";
export { adamCatchUp, adamDeferredStep } from "./deferred.assembly";
export { dropoutMask } from "./dropout.assembly";
export { embeddingMaxPool, embeddingMeanPool } from "./embedding.assembly";
export { adam, adamRows, sgd, sgdRows } from "./step.assembly";
export {
  clampRows,
  scatterMeans,
  scatterRows,
  scatterWinners,
  sumOfSquaresOfRows,
  zeroRows,
} from "./touched.assembly";
export { addScaled, clamp, scale, sumOfSquares, zero } from "./vector.assembly";
