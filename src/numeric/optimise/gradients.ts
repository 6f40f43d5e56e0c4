/** @file Work on all gradients at once: length, limits, emptying. */
import type { Kernels } from "../kernels/index.ts";
import type { Gradient } from "./optimiser.ts";

type Gradients = Readonly<Record<string, Gradient>>;

/** The Euclidean length of all gradients together. */
export function gradientNorm(kernels: Kernels, gradients: Gradients): number {
  let squares = 0;
  for (const gradient of Object.values(gradients))
    squares += "touched" in gradient ? kernels.sumOfSquaresTouched(gradient) : kernels.sumOfSquares(gradient);
  return Math.sqrt(squares);
}

/**
 * The factor that brings gradients of this length down to `maximum`, as PyTorch's `clip_grad_norm_`; 1 where they are
 * short enough. Hand it to the step as `gradientScale`.
 */
export function clipScale(norm: number, maximum: number): number {
  return Math.min(1, maximum / (norm + 1e-6));
}

/** Limits every element of all gradients to [-limit, limit], in place. */
export function clipValues(kernels: Kernels, gradients: Gradients, limit: number): void {
  for (const gradient of Object.values(gradients)) {
    if ("touched" in gradient) kernels.clampTouched(gradient, limit);
    else kernels.clamp(gradient, limit);
  }
}

/** Sets all gradients to zero. */
export function zeroGradients(kernels: Kernels, gradients: Gradients): void {
  for (const gradient of Object.values(gradients)) {
    if ("touched" in gradient) kernels.zeroTouched(gradient);
    else kernels.zero(gradient);
  }
}
