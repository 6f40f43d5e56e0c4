/** @file Gradient checkpointing (Chen et al. 2016): what a part of a graph computes is computed again on the way back. */
import { backpropagate } from "./gradients.ts";
import { add, multiply } from "./operators/arithmetic.ts";
import { slice } from "./operators/slice.ts";
import type { GradientStep, GraphNode, Tensor } from "./tensor.ts";

/**
 * `record` of `x`, of which only `x` and the result are kept until the gradient needs the rest: that is computed again then.
 * `record` must add the same operations each time it is called. [rows, columns] each.
 */
export function recomputed(x: Tensor, record: (x: Tensor) => Tensor): Tensor {
  const { graph } = x;
  let used: readonly Tensor[] = [];
  const differentiate = ([dy]: readonly (Tensor | undefined)[], wanted: readonly boolean[]) => {
    // Nothing but the slope tells the second computation from the first, which ONNX Runtime would otherwise find and keep.
    const nothing = multiply(slice(slice(dy!, 0, 1, 0), 0, 1, 1), 0); // [1, 1]
    const again = add(x, nothing);
    const from = graph.steps.length;
    const result = record(again);
    const inner = graph.steps.slice(from);
    const by = used.map((tensor) => (tensor === x ? again : tensor));
    const slopes = backpropagate(
      inner,
      new Map([[result.name, dy!]]),
      by.filter((_, at) => wanted[at] === true),
    );
    let next = 0;
    return used.map((_, at) => (wanted[at] === true ? slopes[next++] : undefined));
  };
  const inputs = (recorded: readonly GraphNode[]) => {
    used = externalInputs(x, recorded);
    return used;
  };
  return graph.together({ type: "recomputed", inputs, differentiate }, () => [record(x)])[0]!;
}

/** `x`, and what else the operations take that none of them gives. */
function externalInputs(x: Tensor, recorded: readonly GradientStep[]): readonly Tensor[] {
  const inside = new Set(recorded.flatMap(({ outputs }) => outputs));
  const outside = recorded.flatMap(({ inputs }) =>
    inputs.filter((input) => input !== undefined && !inside.has(input) && input.value === undefined),
  );
  return [...new Set([x, ...(outside as Tensor[])])];
}
