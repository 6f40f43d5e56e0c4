/** @file Scaled dot-product attention (Vaswani et al. 2017) over rows of tokens. */
import type { Shape } from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { requireFloat } from "../operand-rules.ts";
import { add, multiply, subtract } from "../operators/arithmetic.ts";
import { reduceSum, sumTo } from "../operators/broadcast.ts";
import { matmul } from "../operators/matmul.ts";
import { reshape } from "../operators/reshape.ts";
import { softmax } from "../operators/softmax.ts";
import { transpose } from "../operators/transpose.ts";
import type { OperatorEntry, Tensor } from "../tensor.ts";

/** What attends to what. */
export interface AttentionInputs {
  /** [rows, width] each; rows are those of `shape`'s texts, one after the other. */
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
  /** Added to the scores; it broadcasts to [batch, heads, tokens, tokens] and has four dimensions. */
  readonly bias: Tensor;
  /** Factors of the shares, [batch, heads, tokens, tokens]: dropout's. */
  readonly mask?: Tensor | undefined;
}

/**
 * softmax(Q·Kᵀ / √size + bias)·V of each head: [rows, width]. `shape` is [batch, tokens, heads, size], with heads · size the
 * width. Its gradient goes by the rows' products with the answer (Dao et al. 2022, eq. 4) in place of a pass over all
 * shares, and turns only what is as small as the rows, never the scores.
 */
export function attention({ query, key, value, bias, mask }: AttentionInputs, shape: Shape): Tensor {
  requireFloat("attention", query, key, value, bias, ...(mask === undefined ? [] : [mask]));
  const [, , heads, size] = shape;
  const width = query.shape.at(-1);
  if (shape.length !== 4 || typeof heads !== "number" || typeof size !== "number" || heads * size !== width)
    throw new ShapeMismatchError("attention", [query.shape, shape], "heads times size must be the width");
  const turn = (x: Tensor, order: readonly number[]) => transpose(reshape(x, shape), order);
  const flat = (x: Tensor, order: readonly number[]) => reshape(transpose(x, order), query.shape);
  const scale = 1 / Math.sqrt(size);
  /** Of tensors [batch, tokens, heads, size]: rows for each head, or columns. */
  const [rows, columns] = [
    [0, 2, 1, 3],
    [0, 2, 3, 1],
  ];
  let kept: { readonly scaled: Tensor; readonly shares: Tensor; readonly masked: Tensor; readonly answer: Tensor };

  const record = () => {
    const scaled = multiply(query, scale);
    const scores = add(matmul(turn(scaled, rows!), turn(key, columns!)), bias);
    const shares = softmax(scores);
    const masked = mask === undefined ? shares : multiply(shares, mask);
    const answer = matmul(masked, turn(value, rows!)); // [batch, heads, tokens, size]
    kept = { scaled, shares, masked, answer };
    return [flat(answer, rows!)];
  };
  const differentiate = ([dy]: readonly (Tensor | undefined)[], wanted: readonly boolean[]) => {
    const { scaled, shares, masked, answer } = kept;
    const slope = turn(dy!, rows!);
    const byShares = matmul(slope, turn(value, columns!));
    const byMasked = mask === undefined ? byShares : multiply(byShares, mask);
    const sums = reduceSum(multiply(slope, answer), [3], { keepDimensions: true });
    const byScores = multiply(shares, subtract(byMasked, sums));
    const backFromColumns = [0, 3, 1, 2];
    return [
      wanted[0] ? multiply(flat(matmul(byScores, turn(key, rows!)), rows!), scale) : undefined,
      wanted[1] ? flat(matmul(turn(scaled, columns!), byScores), backFromColumns) : undefined,
      wanted[2] ? flat(matmul(turn(dy!, columns!), masked), backFromColumns) : undefined,
      wanted[3] ? sumTo(byScores, bias) : undefined,
      wanted[4] ? multiply(byShares, shares) : undefined,
    ];
  };
  const step = { type: "attention", inputs: [query, key, value, bias, mask], differentiate };
  return query.graph.together(step, record)[0]!;
}

const sampleInputs = {
  query: { shape: ["batch*tokens", 4], type: "float" },
  key: { shape: ["batch*tokens", 4], type: "float" },
  value: { shape: ["batch*tokens", 4], type: "float" },
  ids: { shape: ["batch", "tokens"], type: "int64", values: [0, 0, 0, 0, 0, 0] },
} as const;

export const attentionEntries: readonly OperatorEntry[] = [
  {
    type: "attention",
    samples: [
      {
        name: "a bias for each head and distance, factors for each share",
        inputs: {
          ...sampleInputs,
          bias: { shape: [1, 2, "tokens", "tokens"], type: "float" },
          mask: { shape: ["batch", 2, "tokens", "tokens"], type: "float" },
        },
        sizes: { batch: 2, tokens: 3 },
        build: ({ query, key, value, bias, mask }) => [
          attention({ query: query!, key: key!, value: value!, bias: bias!, mask: mask! }, ["batch", "tokens", 2, 2]),
        ],
      },
      {
        name: "one head, a bias for each text",
        inputs: { ...sampleInputs, bias: { shape: ["batch", 1, 1, "tokens"], type: "float" } },
        sizes: { batch: 2, tokens: 3 },
        build: ({ query, key, value, bias }) => [
          attention({ query: query!, key: key!, value: value!, bias: bias! }, ["batch", "tokens", 1, 4]),
        ],
      },
    ],
  },
];
