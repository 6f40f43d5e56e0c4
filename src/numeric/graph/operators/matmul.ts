/** @file Matrix products, alone and with a bias. */
import { float, int } from "../attribute.ts";
import { broadcastShapes, type Shape } from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { requireFloat, requireRank } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { sumTo } from "./broadcast.ts";
import { filled } from "./constant-of-shape.ts";
import { reshape } from "./reshape.ts";
import { transposeLastTwo } from "./transpose.ts";

/** Settings of a matrix product with a bias. */
export interface GemmOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** A factor of the product (not of the bias). Default 1. */
  readonly alpha?: number;
}

const matmulOperator: Operator = {
  type: "MatMul",
  attributes: () => ({}),
  infer: ([a, b]) => {
    requireFloat("matmul", a!, b!);
    return [{ type: a!.type, shape: productShape(a!.shape, b!.shape) }];
  },
  gradient: ({ inputs, outputGradients: [dy], wanted }) => {
    const [a, b] = inputs as [Tensor, Tensor];
    return [wanted[0] ? productGradientA(dy!, b, a) : undefined, wanted[1] ? productGradientB(dy!, a, b) : undefined];
  },
};

const gemmOperator: Operator<Required<GemmOptions>> = {
  type: "Gemm",
  attributes: ({ transposeA, transposeB, alpha }) => ({
    ...(alpha !== 1 && { alpha: float(alpha) }),
    ...(transposeA && { transA: int(1) }),
    ...(transposeB && { transB: int(1) }),
  }),
  infer: ([a, b, c], { transposeA, transposeB }) => {
    requireFloat("gemm", a!, b!, ...(c === undefined ? [] : [c]));
    requireRank("gemm", a!, 2);
    requireRank("gemm", b!, 2);
    const shape = productShape(
      transposeA ? a!.shape.toReversed() : a!.shape,
      transposeB ? b!.shape.toReversed() : b!.shape,
    );
    if (c !== undefined && broadcastShapes(c.shape, shape)?.some((size, axis) => size !== shape[axis]) !== false) {
      throw new ShapeMismatchError("gemm", [c.shape, shape], "the bias must fit the product");
    }
    return [{ type: a!.type, shape }];
  },
  gradient: ({ inputs: [a, b, c], settings: { transposeA, transposeB, alpha }, outputGradients, wanted }) => {
    const dy = outputGradients[0]!;
    const byA = () =>
      transposeA
        ? gemm(b!, dy, undefined, { transposeA: transposeB, transposeB: true, alpha })
        : gemm(dy, b!, undefined, { transposeB: !transposeB, alpha });
    const byB = () =>
      transposeB
        ? gemm(dy, a!, undefined, { transposeA: true, transposeB: transposeA, alpha })
        : gemm(a!, dy, undefined, { transposeA: !transposeA, alpha });
    return [wanted[0] ? byA() : undefined, wanted[1] ? byB() : undefined, wanted[2] ? sumOfRows(dy, c!) : undefined];
  },
};

/** Products of the matrices in the last two dimensions; those before are broadcast. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  return a.graph.apply(matmulOperator, [a, b], undefined)[0]!;
}

/** alpha·A·B + C of matrices, each of A and B transposed where asked; C is broadcast and may be left out. */
export function gemm(a: Tensor, b: Tensor, c?: Tensor, options: GemmOptions = {}): Tensor {
  const { transposeA = false, transposeB = false, alpha = 1 } = options;
  return a.graph.apply(gemmOperator, c === undefined ? [a, b] : [a, b, c], { transposeA, transposeB, alpha })[0]!;
}

/**
 * Undoes broadcasting as `sumTo`; where rows are summed to one, by a product with ones, which ONNX Runtime does in a
 * fraction of the time that ReduceSum takes along the first axis.
 */
export function sumOfRows(x: Tensor, like: Tensor): Tensor {
  const [rows, columns] = x.shape;
  if (x.type !== "float32" || x.shape.length !== 2 || like.shape.length !== 1 || like.shape[0] !== columns)
    return sumTo(x, like);
  return reshape(gemm(filled(x.graph, "float32", [1, rows!], 1), x), [columns!]);
}

function productShape(a: Shape, b: Shape): Shape {
  const batch = broadcastShapes(a.slice(0, -2), b.slice(0, -2));
  if (a.length < 2 || b.length < 2 || a.at(-1) !== b.at(-2) || batch === undefined) {
    throw new ShapeMismatchError("matmul", [a, b], "rows of the first must be as long as columns of the second");
  }
  return [...batch, a.at(-2)!, b.at(-1)!];
}

function productGradientA(dy: Tensor, b: Tensor, a: Tensor): Tensor {
  if (dy.shape.length === 2) return gemm(dy, b, undefined, { transposeB: true });
  return sumTo(matmul(dy, transposeLastTwo(b)), a);
}

function productGradientB(dy: Tensor, a: Tensor, b: Tensor): Tensor {
  // A weight shared by the whole batch: one product over all rows, not one for each followed by a sum.
  if (b.shape.length === 2) {
    return gemm(reshape(a, [-1, a.shape.at(-1)!]), reshape(dy, [-1, dy.shape.at(-1)!]), undefined, {
      transposeA: true,
    });
  }
  return sumTo(matmul(transposeLastTwo(a), dy), b);
}

export const matmulEntries: readonly OperatorEntry[] = [
  {
    type: matmulOperator.type,
    samples: [
      {
        name: "matrices",
        inputs: { a: { shape: ["batch", 3], type: "float" }, b: { shape: [3, 2], type: "float" } },
        sizes: { batch: 4 },
        build: ({ a, b }) => [matmul(a!, b!)],
      },
      {
        name: "stacks by one matrix and by stacks",
        inputs: {
          a: { shape: ["batch", 2, 4, 3], type: "float" },
          b: { shape: [3, 2], type: "float" },
          c: { shape: [2, 3, 2], type: "float" },
        },
        sizes: { batch: 2 },
        build: ({ a, b, c }) => [matmul(a!, b!), matmul(a!, c!)],
      },
    ],
  },
  {
    type: gemmOperator.type,
    samples: [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) => ({
        name: `${transposeA ? "Aᵀ" : "A"}·${transposeB ? "Bᵀ" : "B"} + c`,
        inputs: {
          a: { shape: transposeA ? [3, "batch"] : ["batch", 3], type: "float" as const },
          b: { shape: transposeB ? [2, 3] : [3, 2], type: "float" as const },
          c: { shape: [2], type: "float" as const },
        },
        sizes: { batch: 4 },
        build: ({ a, b, c }: Readonly<Record<string, Tensor>>) => [
          gemm(a!, b!, c, { transposeA, transposeB, alpha: 0.5 }),
        ],
      })),
    ),
  },
];
