/** @file Attention of tokens that continue texts: to the keys and values that were kept of those before, and to each other. */
import { add, concat, matmul, multiply, reshape, softmax, type Tensor, transpose } from "../../numeric/graph/index.ts";
import type { KeysAndValues } from "./architecture.ts";
import { ROWS } from "./layers.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** Rows [batch * tokens, width] each. */
interface ContinuedRows {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
  /** Added to the scores; it broadcasts to [batch, heads, tokens, past + tokens]. */
  readonly bias: Tensor;
}

/**
 * softmax(Q·Kᵀ / √size + bias)·V of each head, with `past` before the rows' own keys and values: rows [batch * tokens,
 * width], and the keys and values of all, [batch, heads, past + tokens, size].
 */
export function attendWithPast(
  { query, key, value, bias }: ContinuedRows,
  past: KeysAndValues,
  { width, heads }: TransformerConfig,
): KeysAndValues & { readonly attended: Tensor } {
  const size = width / heads;
  const byHead = (rows: Tensor) => transpose(reshape(rows, ["batch", "tokens", heads, size]), [0, 2, 1, 3]);
  const keys = concat([past.keys, byHead(key)], 2);
  const values = concat([past.values, byHead(value)], 2);
  const scores = matmul(byHead(multiply(query, 1 / Math.sqrt(size))), transpose(keys, [0, 1, 3, 2]));
  const answer = matmul(softmax(add(scores, bias)), values); // [batch, heads, tokens, size]
  return { attended: reshape(transpose(answer, [0, 2, 1, 3]), [ROWS, width]), keys, values };
}
