/** @file The masks of dropout as inputs of a training graph. */
import type { GraphBuilder, Shape, Tensor } from "../../numeric/graph/index.ts";

/** Inputs that take factors of 0 or 1 / (1 − rate), in the order in which a batch draws them. */
export type DropoutInputs = readonly { readonly mask: Tensor; readonly rate: number }[];

/** `dropoutMask` adds an input to the graph, and to `dropouts`, for each place that leaves something out. */
export function dropoutInputs(graph: GraphBuilder): {
  readonly dropouts: DropoutInputs;
  dropoutMask(shape: Shape, rate: number): Tensor | undefined;
} {
  const dropouts: { mask: Tensor; rate: number }[] = [];
  return {
    dropouts,
    dropoutMask(shape, rate) {
      if (rate === 0) return undefined;
      const mask = graph.input(`dropout_mask_${dropouts.length + 1}`, "float32", shape);
      dropouts.push({ mask, rate });
      return mask;
    },
  };
}
