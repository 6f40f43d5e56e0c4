/** @file What every optimiser promises. */
import type { TouchedGradient } from "../kernels/index.ts";

/** Weights that an optimiser moves. */
export interface Parameter {
  readonly name: string;
  /** In the kernels' memory; changed in place. */
  readonly values: Float32Array;
  /** How strongly the weights are pulled to zero. Default 0. */
  readonly weightDecay?: number | undefined;
}

/**
 * A parameter's gradient, in the kernels' memory: of all its elements, or of few rows (or elements) of a table. With the
 * second, what was not touched keeps its value, momentum and moments, as PyTorch's SparseAdam does; its decay rests too.
 */
export type Gradient = Float32Array | TouchedGradient;

/** The facts of one step. */
export interface Step {
  /** Steps of the whole training so far, this one included: counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** Gradients are multiplied by this first. Default 1. */
  readonly gradientScale?: number | undefined;
}

/** What an optimiser remembers of each parameter, by name. */
export type OptimiserState = Readonly<Record<string, Float32Array>>;

/** Moves parameters by their gradients. */
export interface Optimiser {
  /** Moves every parameter that has a gradient here. */
  step(gradients: Readonly<Record<string, Gradient>>, facts: Step): void;
  /** Copies of what it remembers. */
  state(): OptimiserState;
  /** Goes back to what `state` gave: the next steps have the same bits. @throws OptimiserStateError */
  restore(state: OptimiserState): void;
}
