/** @file The constraint on the last layer's weights (Hinton et al. 2012; Kim 2014, section 2.1). */
import type { MinibatchConfig } from "./minibatch.config.ts";

/**
 * What is done to the last layer's weights, row-major [inputs, outputs], after each step: where the weights into one
 * output are longer than `maxNorm` (Euclidean norm), they are scaled down to it, in place. Without one nothing is done.
 */
export function constrainNorms(
  { maxNorm }: Pick<MinibatchConfig, "maxNorm">,
  weight: Float32Array,
  outputs: number,
): void {
  if (maxNorm === undefined) return;
  for (let output = 0; output < outputs; output++) {
    let square = 0;
    for (let at = output; at < weight.length; at += outputs) square += weight[at]! * weight[at]!;
    const norm = Math.sqrt(square);
    if (norm <= maxNorm) continue;
    const scale = maxNorm / norm;
    for (let at = output; at < weight.length; at += outputs) weight[at]! *= scale;
  }
}
