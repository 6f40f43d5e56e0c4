/** @file L-BFGS (Liu & Nocedal 1989): quasi-Newton minimisation that remembers a few steps. */
import { type SlopedValue, searchLine } from "./line-search.ts";

/** A function's value and gradient. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** One accepted step. */
export interface Iteration {
  /** From 1. */
  readonly iteration: number;
  readonly value: number;
  /** What is compared with the tolerance. */
  readonly gradientSize: number;
}

/** How the minimum is sought. */
export interface LBfgsOptions {
  readonly maxIterations?: number;
  /** Stops when `gradientSize` is at most this. Default 1e-5. */
  readonly tolerance?: number;
  /** Steps remembered. Default 10. */
  readonly history?: number;
  /** The inner product. Default: the sum of products of elements. */
  readonly dot?: (left: Float64Array, right: Float64Array) => number;
  /** Default: the largest absolute element. */
  readonly gradientSize?: (gradient: Float64Array) => number;
  /** The function along a line, where that is cheaper than evaluating it anew. */
  readonly along?: (point: Float64Array, direction: Float64Array) => (step: number) => SlopedValue;
  /** How much of the slope a line search may leave. Default 0.9; less where `along` is cheap. */
  readonly flatness?: number;
  readonly onIteration?: (iteration: Iteration) => void;
}

/** Where the search ended. */
export interface LBfgsResult {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradientSize: number;
  readonly iterations: number;
  /** Whether the tolerance was reached. */
  readonly converged: boolean;
}

/**
 * Minimises a smooth function from `start`, which is left unchanged. `evaluate` must give a new gradient array each time;
 * with `along`, it is told which step along the line led to the point.
 */
export function lBfgs(
  evaluate: (point: Float64Array, step?: number) => Evaluation,
  start: Float64Array,
  options: LBfgsOptions = {},
): LBfgsResult {
  const { maxIterations = 1000, tolerance = 1e-5, history = 10, flatness = 0.9 } = options;
  const { dot = dotProduct, gradientSize = largestElement, onIteration } = options;
  const steps: { readonly s: Float64Array; readonly y: Float64Array; readonly inverse: number }[] = [];
  let point: Float64Array = start.slice();
  let { value, gradient } = evaluate(point);
  let size = gradientSize(gradient);
  let iterations = 0;

  function descentDirection(): Float64Array {
    const direction = gradient.map((element) => -element);
    const shares: number[] = [];
    for (let index = steps.length - 1; index >= 0; index--) {
      const { s, y, inverse } = steps[index]!;
      shares[index] = dot(s, direction) * inverse;
      addScaled(direction, y, -shares[index]!);
    }
    const last = steps.at(-1);
    if (last !== undefined) {
      const scale = 1 / (last.inverse * dot(last.y, last.y));
      for (let index = 0; index < direction.length; index++) direction[index]! *= scale;
    }
    steps.forEach(({ s, y, inverse }, index) => {
      addScaled(direction, s, shares[index]! - dot(y, direction) * inverse);
    });
    return direction;
  }

  while (size > tolerance && iterations < maxIterations) {
    const direction = descentDirection();
    const slope = dot(gradient, direction);
    if (!(slope < 0)) {
      if (steps.length === 0) break;
      steps.length = 0; // rounding spoilt what was remembered: begin again downhill
      continue;
    }
    const evaluations = new Map<number, { readonly at: Float64Array; readonly evaluation: Evaluation }>();
    const evaluateAt = (step: number) => {
      const at = point.slice();
      addScaled(at, direction, step);
      return { at, evaluation: evaluate(at, step) };
    };
    const along =
      options.along?.(point, direction) ??
      ((step: number) => {
        const tried = evaluateAt(step);
        evaluations.set(step, tried);
        return { value: tried.evaluation.value, slope: dot(tried.evaluation.gradient, direction) };
      });
    const firstStep = steps.length === 0 ? 1 / Math.sqrt(-slope) : 1;
    const step = searchLine(along, { value, slope }, firstStep, { flatness });
    if (step === undefined) {
      if (steps.length === 0) break;
      steps.length = 0;
      continue;
    }
    const { at, evaluation } = evaluations.get(step) ?? evaluateAt(step);
    const s = direction;
    for (let index = 0; index < s.length; index++) s[index]! *= step;
    const y = evaluation.gradient.slice();
    addScaled(y, gradient, -1);
    const curvature = dot(s, y);
    if (curvature > Number.EPSILON * dot(y, y)) {
      steps.push({ s, y, inverse: 1 / curvature });
      if (steps.length > history) steps.shift();
    }
    point = at;
    ({ value, gradient } = evaluation);
    size = gradientSize(gradient);
    iterations++;
    onIteration?.({ iteration: iterations, value, gradientSize: size });
  }
  return { point, value, gradientSize: size, iterations, converged: size <= tolerance };
}

function dotProduct(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

function largestElement(vector: Float64Array): number {
  let largest = 0;
  for (let index = 0; index < vector.length; index++) {
    const size = Math.abs(vector[index]!);
    if (!(size <= largest)) largest = size; // NaN is kept
  }
  return largest;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index++) target[index]! += factor * source[index]!;
}
