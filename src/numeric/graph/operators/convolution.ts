/** @file Convolution along one axis: the layer that looks at neighbouring tokens. */
import { ints } from "../attribute.ts";
import { tensorData } from "../constants.ts";
import { addDimensions } from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { requireFloat, requireRank } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { reduceSum } from "./broadcast.ts";
import { filled } from "./constant-of-shape.ts";
import { gather } from "./gather.ts";
import { matmul } from "./matmul.ts";
import { unsqueeze } from "./reshape.ts";
import { concat, slice } from "./slice.ts";
import { transpose, transposeLastTwo } from "./transpose.ts";

/** Zeros that stand before the first and after the last position. */
export interface ConvolutionOptions {
  readonly before?: number;
  readonly after?: number;
}

type Settings = Required<ConvolutionOptions> & { readonly size: number };

const operator: Operator<Settings> = {
  type: "Conv",
  attributes: ({ size, before, after }) => ({ kernel_shape: ints([size]), pads: ints([before, after]) }),
  infer: ([x, w], { size, before, after }) => {
    requireFloat("convolve", x!, w!);
    requireRank("convolve", x!, 3);
    requireRank("convolve", w!, 3);
    if (x!.shape[1] !== w!.shape[1])
      throw new ShapeMismatchError("convolve", [x!.shape, w!.shape], "both must have as many channels");
    return [
      { type: x!.type, shape: [x!.shape[0]!, w!.shape[0]!, addDimensions([x!.shape[2]!, before + after + 1 - size])] },
    ];
  },
  gradient: ({ inputs: [x, w], settings: { size, before, after }, outputGradients: [dy], wanted }) => {
    // By x: the same with each filter mirrored. By w: each place of the window is a product over all positions.
    const byX = () =>
      convolve(dy!, transpose(mirrored(w!, size), [1, 0, 2]), { before: size - 1 - before, after: size - 1 - after });
    const byW = () => {
      const zeros = (count: number) => (count === 0 ? [] : [filled(x!.graph, x!.type, x!.shape.with(2, count), 0)]);
      const padded = concat([...zeros(before), x!, ...zeros(after)], 2);
      const places = Array.from({ length: size }, (_, place) => {
        const seen = slice(padded, place, place + 1 === size ? undefined : place + 1 - size, 2); // as long as dy
        return unsqueeze(reduceSum(matmul(dy!, transposeLastTwo(seen)), [0]), [2]); // [filters, channels, 1]
      });
      return concat(places, 2);
    };
    return [wanted[0] ? byX() : undefined, wanted[1] ? byW() : undefined];
  },
};

function mirrored(w: Tensor, size: number): Tensor {
  const backwards = Array.from({ length: size }, (_, place) => size - 1 - place);
  return gather(w, w.graph.constant(tensorData("int64", [size], backwards)), 2);
}

/**
 * Slides each of the filters `w` [filters, channels, size] over `x` [batch, channels, positions]:
 * `y[b, f, t] = Σ x[b, c, t + j − before] · w[f, c, j]`, for every window within the positions and the zeros around them,
 * of which there are at most size − 1 on a side.
 */
export function convolve(x: Tensor, w: Tensor, options: ConvolutionOptions = {}): Tensor {
  const { before = 0, after = 0 } = options;
  const size = w.shape[2];
  if (typeof size !== "number" || Math.max(before, after) > size - 1)
    throw new ShapeMismatchError("convolve", [x.shape, w.shape], "a filter has a known size, larger than the zeros");
  return x.graph.apply(operator, [x, w], { size, before, after })[0]!;
}

export const convolutionEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "with and without zeros around the positions, several sizes",
        inputs: {
          x: { shape: ["batch", 3, "tokens"], type: "float" },
          w: { shape: [4, 3, 3], type: "float" },
          one: { shape: [2, 3, 1], type: "float" },
        },
        sizes: { batch: 2, tokens: 5 },
        onlyFloat32: true,
        build: ({ x, w, one }) => [convolve(x!, w!), convolve(x!, w!, { before: 1, after: 2 }), convolve(x!, one!)],
      },
    ],
  },
];
