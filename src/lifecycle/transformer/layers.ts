/** @file Layers that all transformers are made of (Vaswani et al. 2017), over rows of tokens [batch * tokens, width]. */
import {
  type AttentionInputs,
  add,
  attention,
  cast,
  type Dimension,
  gather,
  gemm,
  layerNormalization,
  multiply,
  reshape,
  slice,
  type Tensor,
  unsqueeze,
} from "../../numeric/graph/index.ts";
import type { Dropouts, TokenInputs, TransformerWeight, Weights } from "./architecture.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** Rows of all tokens, one text after the other. */
export const ROWS: Dimension = "batch*tokens";

/** `NAME.weight` [outputs, inputs], as PyTorch keeps it, and `NAME.bias` [outputs]. */
export function linearWeights(name: string, inputs: number, outputs: number): readonly TransformerWeight[] {
  return [
    { name: `${name}.weight`, shape: [outputs, inputs], start: "normal" },
    { name: `${name}.bias`, shape: [outputs], start: "zeros" },
  ];
}

/** x [rows, inputs] through the dense layer `name`: [rows, outputs]. */
export function linear(x: Tensor, weights: Weights, name: string): Tensor {
  return gemm(x, weights[`${name}.weight`]!, weights[`${name}.bias`], { transposeB: true });
}

/** A layer's answer `plain` to `x`, and what its low-rank adapter (Hu et al. 2021) adds where it has one, scaled already. */
export function adapt(plain: Tensor, x: Tensor, weights: Weights, name: string, dropouts: Dropouts): Tensor {
  const [down, up] = [weights[`${name}.lora_A.weight`], weights[`${name}.lora_B.weight`]];
  if (down === undefined || up === undefined) return plain;
  const mask = dropouts.adapterMask?.(x.shape);
  const narrow = gemm(mask === undefined ? x : multiply(x, mask), down, undefined, { transposeB: true });
  return add(plain, gemm(narrow, up, undefined, { transposeB: true }));
}

/** `NAME.weight` and `NAME.bias`, both [width]. */
export function normWeights(name: string, width: number): readonly TransformerWeight[] {
  return [
    { name: `${name}.weight`, shape: [width], start: "ones" },
    { name: `${name}.bias`, shape: [width], start: "zeros" },
  ];
}

/** Layer normalization by the weights `name`. */
export function norm(x: Tensor, weights: Weights, name: string, { layerNormEpsilon }: TransformerConfig): Tensor {
  return layerNormalization(x, weights[`${name}.weight`]!, weights[`${name}.bias`]!, { epsilon: layerNormEpsilon });
}

/** A table [rows, width]. */
export function tableWeight(name: string, rows: number, width: number): TransformerWeight {
  return { name: `${name}.weight`, shape: [rows, width], start: "normal" };
}

/** `x` with some of its numbers left out while training. */
export function dropOut(x: Tensor, rate: number, dropouts: Dropouts): Tensor {
  const mask = dropouts.dropoutMask(x.shape, rate);
  return mask === undefined ? x : multiply(x, mask);
}

/**
 * Words and positions, added up: [batch, tokens, width]. The first token's position is row `firstPosition` of the table.
 */
export function embed(
  { inputIds }: Pick<TokenInputs, "inputIds">,
  words: Tensor,
  positions: Tensor,
  firstPosition: Dimension = 0,
): Tensor {
  const end: Dimension = firstPosition === 0 ? "tokens" : `tokens+${firstPosition}`;
  return add(gather(words, inputIds), slice(positions, firstPosition, end));
}

/** Takes a score so far down that its share is 0; not infinite, so that later tools that compute ranges cope. */
export const DEEP = 1e9;

/** What is added to attention's scores: 0 where a token is, else far below any score. [batch, 1, 1, tokens] */
export function paddingBias({ attentionMask }: TokenInputs): Tensor {
  return unsqueeze(multiply(add(cast(attentionMask, "float32"), -1), DEEP), [1, 2]);
}

/**
 * softmax(Q·Kᵀ / √d + bias)·V for each head, with dropout of shares. `bias` broadcasts to [batch, heads, tokens, tokens].
 * Gives [batch * tokens, width].
 */
export function attend(
  inputs: Omit<AttentionInputs, "mask">,
  { width, heads, dropout }: TransformerConfig,
  dropouts: Dropouts,
): Tensor {
  const mask = dropouts.dropoutMask(["batch", heads, "tokens", "tokens"], dropout.attention);
  return attention({ ...inputs, mask }, ["batch", "tokens", heads, width / heads]);
}

/** The rows of each text's first token: [batch, width]. */
export function firstRows(states: Tensor, width: number): Tensor {
  return reshape(slice(reshape(states, ["batch", "tokens", width]), 0, 1, 1), ["batch", width]);
}
