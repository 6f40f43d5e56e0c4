/** @file fastText's classifier (Joulin et al. 2016): the mean of the embeddings of a text's ids, then a dense layer. */
import type { z } from "zod";
import { cast, divide, gather, greater, matmul, reduceSum, type Tensor, where } from "../../numeric/graph/index.ts";
import { type Architecture, type ModelInputs, outputsFor } from "./architecture.ts";
import type { fastTextConfig } from "./fast-text.config.ts";

/**
 * Scores = (mean of the rows of `embedding.weight` [features, width]) · `dense.weight` [width, outputs]. Nothing is
 * masked: padding's row is zeros, which spares a pass over [batch, tokens, width]. Where there are fewer outputs than
 * columns, the product of both tables ships instead: the mean of its rows is the scores.
 */
export const fastText: Architecture<z.output<typeof fastTextConfig>> = {
  encoding: "tokens",
  trainings: ["online/v1"],
  weights: ({ width }, size) => [
    { name: "embedding.weight", shape: [size.features, width], limit: 1 / width, isFirstRowZero: true },
    { name: "dense.weight", shape: [width, outputsFor(size)], limit: 0 },
  ],
  scores: (inputs, weights) => matmul(meanOfRows(inputs, weights["embedding.weight"]!), weights["dense.weight"]!),
  folded({ width }, size) {
    const outputs = outputsFor(size);
    if (outputs >= width) return undefined;
    return {
      weights: [{ name: "scores.weight", shape: [size.features, outputs], limit: 0, isFirstRowZero: true }],
      fold: (weights) => ({
        "scores.weight": foldFastText(weights["embedding.weight"]!, weights["dense.weight"]!, outputs),
      }),
      scores: (inputs, weights) => meanOfRows(inputs, weights["scores.weight"]!),
    };
  },
};

/** embedding [features, width] · dense [width, outputs], in double precision until the end. */
export function foldFastText(embedding: Float32Array, dense: Float32Array, outputs: number): Float32Array {
  const width = dense.length / outputs;
  const features = embedding.length / width;
  const folded = new Float32Array(features * outputs);
  for (let feature = 0; feature < features; feature++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let column = 0; column < width; column++)
        sum += embedding[feature * width + column]! * dense[column * outputs + output]!;
      folded[feature * outputs + output] = sum;
    }
  }
  return folded;
}

/** The mean of a table's rows over each text, [batch, columns]; zeros for a text without ids. */
function meanOfRows({ input_ids, attention_mask }: ModelInputs, table: Tensor): Tensor {
  const sums = reduceSum(gather(table, input_ids!), [1]);
  const tokens = reduceSum(cast(attention_mask!, "float32"), [1], { keepDimensions: true }); // [batch, 1]
  return divide(sums, where(greater(tokens, 0), tokens, 1));
}
