/** @file Reverse-mode differentiation over the record of a graph. */
import { scalar } from "./constants.ts";
import { NoGradientError } from "./errors.ts";
import { isFloat } from "./operand-rules.ts";
import { add } from "./operators/arithmetic.ts";
import type { GradientStep, Tensor } from "./tensor.ts";

/**
 * Adds the derivatives of a scalar by tensors to the graph and returns them, each of its tensor's shape. `by` may name
 * any tensors on the way, not only inputs: by what `gather` returned, an embedding's gradient comes as rows.
 * @throws NoGradientError where the loss is not a floating-point scalar or does not depend smoothly on a tensor
 */
export function gradients(loss: Tensor, by: readonly Tensor[]): readonly Tensor[] {
  if (!isFloat(loss.type) || loss.shape.length > 0) {
    throw new NoGradientError(
      `The loss "${loss.name}" is ${loss.type} with ${loss.shape.length} dimensions, not a floating-point scalar.`,
    );
  }
  const seeds = new Map([[loss.name, scalar(loss.graph, loss.type, 1)]]);
  return backpropagate([...loss.graph.steps], seeds, by).map((gradient, at) => {
    if (gradient === undefined) throw new NoGradientError(`The loss does not depend on the tensor "${by[at]!.name}".`);
    return gradient;
  });
}

/**
 * Goes back through steps from the gradients of tensors by name: the gradient by each tensor of `by`, `undefined` where there
 * is none. @throws NoGradientError
 */
export function backpropagate(
  steps: readonly GradientStep[],
  seeds: ReadonlyMap<string, Tensor>,
  by: readonly Tensor[],
): readonly (Tensor | undefined)[] {
  const dependent = dependents(steps, by);
  const gradientOf = new Map(seeds);
  for (const step of steps.toReversed()) {
    const outputGradients = step.outputs.map((output) => gradientOf.get(output.name));
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    const wanted = step.inputs.map((input) => input !== undefined && isFloat(input.type) && dependent.has(input.name));
    if (!wanted.includes(true)) continue;
    if (step.differentiate === undefined) {
      throw new NoGradientError(`The loss depends on tensors through ${step.type}, which has no derivative.`);
    }
    const inputGradients = step.differentiate(outputGradients, wanted);
    step.inputs.forEach((input, index) => {
      const gradient = inputGradients[index];
      if (!wanted[index] || gradient === undefined) return;
      const sum = gradientOf.get(input!.name);
      gradientOf.set(input!.name, sum === undefined ? gradient : add(sum, gradient));
    });
  }
  return by.map(({ name }) => gradientOf.get(name));
}

/** Names of the tensors that are computed from one of `sources`, and theirs. */
function dependents(steps: readonly GradientStep[], sources: readonly Tensor[]): ReadonlySet<string> {
  const names = new Set(sources.map(({ name }) => name));
  for (const { inputs, outputs } of steps) {
    if (inputs.some((input) => input !== undefined && names.has(input.name))) {
      for (const output of outputs) names.add(output.name);
    }
  }
  return names;
}
