/** @file The simplest head: one dense layer over what a text's rows are pooled to. */
import type { Tensor } from "../../numeric/graph/index.ts";
import type { ClassificationHead, TokenInputs } from "./architecture.ts";
import { dropOut, linear, linearWeights } from "./layers.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** `classifier` over what `pool` makes of the states, [batch, width]. */
export function denseClassifier(
  pool: (states: Tensor, inputs: TokenInputs, config: TransformerConfig) => Tensor,
): ClassificationHead {
  return {
    weights: ({ width }, outputs) => linearWeights("classifier", width, outputs),
    scores(states, inputs, weights, config, dropouts) {
      const pooled = dropOut(pool(states, inputs, config), config.dropout.classifier, dropouts);
      return linear(pooled, weights, "classifier");
    },
  };
}
