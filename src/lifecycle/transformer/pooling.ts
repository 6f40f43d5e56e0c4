/** @file From the rows of a text's tokens to one row for the text. */
import {
  add,
  cast,
  cumulativeSum,
  divide,
  filledLike,
  lessOrEqual,
  multiply,
  reduceSum,
  reshape,
  sqrt,
  type Tensor,
  unsqueeze,
  where,
} from "../../numeric/graph/index.ts";
import type { TokenInputs } from "./architecture.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** The mean of each text's rows, padding left out: [batch, width]. */
export function meanRows(states: Tensor, { attentionMask }: TokenInputs, { width }: TransformerConfig): Tensor {
  const isToken = cast(attentionMask, "float32"); // [batch, tokens]
  const rows = multiply(reshape(states, ["batch", "tokens", width]), unsqueeze(isToken, [2]));
  return divide(reduceSum(rows, [1]), reduceSum(isToken, [1], { keepDimensions: true }));
}

/** Each row divided by its Euclidean length: [batch, width]. */
export function unitRows(rows: Tensor): Tensor {
  const squares = reduceSum(multiply(rows, rows), [1], { keepDimensions: true });
  return divide(rows, sqrt(add(squares, 1e-24)));
}

/** A text without tokens counts as one token of padding: no mean is over nothing, no share of attention undefined. */
export function atLeastOneToken(inputIds: Tensor, attentionMask: Tensor): TokenInputs {
  const isFirst = lessOrEqual(cumulativeSum(filledLike(attentionMask, 1), 1), 1);
  return { inputIds, attentionMask: where(isFirst, 1, attentionMask) };
}
