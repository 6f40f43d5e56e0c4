/** @file Cutting along an axis, and its mirror images: padding with zeros and joining. */
import { int } from "../attribute.ts";
import { int64Vector } from "../constants.ts";
import { addDimensions, type Dimension, multiplyDimensions } from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { frontAxis, requireSameType } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { filled } from "./constant-of-shape.ts";
import { sizeOf } from "./shape-of.ts";

/** Half-open: `start <= i && i < end`, both from the front. */
interface Cut {
  readonly axis: number;
  readonly start: Dimension;
  readonly end: Dimension;
}

/** ONNX counts bounds as we do, and takes any large one for the end. */
const TO_THE_END = Number.MAX_SAFE_INTEGER;

const sliceOperator: Operator<Cut> = {
  type: "Slice",
  attributes: () => ({}),
  infer: ([x], { axis, start, end }) => [{ type: x!.type, shape: x!.shape.with(axis, length(start, end)) }],
  gradient: ({ inputs: [x], settings: { axis, start, end }, outputGradients: [dy] }) => {
    const zeros = (size: Dimension) => (size === 0 ? [] : [filled(x!.graph, x!.type, x!.shape.with(axis, size), 0)]);
    return [concat([...zeros(start), dy!, ...zeros(length(end, x!.shape[axis]!))], axis)];
  },
};

const concatOperator: Operator<number> = {
  type: "Concat",
  attributes: (axis) => ({ axis: int(axis) }),
  infer: (parts, axis) => {
    requireSameType("concat", ...parts);
    const shape = parts[0]!.shape;
    for (const part of parts) {
      if (part.shape.length !== shape.length || part.shape.some((size, at) => at !== axis && size !== shape[at])) {
        throw new ShapeMismatchError("concat", [shape, part.shape], `they may differ only along axis ${axis}`);
      }
    }
    return [{ type: parts[0]!.type, shape: shape.with(axis, addDimensions(parts.map((part) => part.shape[axis]!))) }];
  },
  gradient: ({ inputs: parts, settings: axis, outputGradients: [dy], wanted }) => {
    let start: Dimension = 0;
    return parts.map((part, index) => {
      const from = start;
      start = addDimensions([from, part.shape[axis]!]);
      return wanted[index] ? slice(dy!, from, start, axis) : undefined;
    });
  },
};

/**
 * The part of `x` from `start` up to, not including, `end` along an axis (the first when absent). Negative numbers count
 * from the end, and so does "0 from the end" by leaving `end` out. Bounds may be named dimensions. @throws ShapeMismatchError
 */
export function slice(x: Tensor, start: Dimension, end?: Dimension, axis = 0): Tensor {
  const front = frontAxis("slice", axis, x.shape);
  const size = x.shape[front]!;
  const fromFront = (bound: Dimension) =>
    typeof bound === "number" && bound < 0 ? addDimensions([size, bound]) : bound;
  const settings = { axis: front, start: fromFront(start), end: fromFront(end ?? size) };
  const taken = length(settings.start, settings.end);
  const rest = length(settings.end, size);
  if ([settings.start, taken, rest].some((part) => typeof part === "number" && part < 0)) {
    throw new ShapeMismatchError(
      "slice",
      [x.shape],
      `it can't be cut from ${start} to ${end ?? "its end"} along axis ${front}`,
    );
  }
  if (taken === size) return x;
  const bounds = [sizeOf(x.graph, start), sizeOf(x.graph, end ?? TO_THE_END)]; // as given: numbers need no arithmetic
  return x.graph.apply(sliceOperator, [x, ...bounds, int64Vector(x.graph, [front])], settings)[0]!;
}

/** The tensors one after the other along an axis. @throws ShapeMismatchError where other dimensions differ */
export function concat(parts: readonly Tensor[], axis = 0): Tensor {
  if (parts.length === 0) throw new ShapeMismatchError("concat", [], "it takes at least one tensor");
  const front = frontAxis("concat", axis, parts[0]!.shape);
  return parts.length === 1 ? parts[0]! : parts[0]!.graph.apply(concatOperator, parts, front)[0]!;
}

function length(start: Dimension, end: Dimension): Dimension {
  return addDimensions([end, multiplyDimensions([start, -1])]);
}

export const sliceEntries: readonly OperatorEntry[] = [
  {
    type: sliceOperator.type,
    samples: [
      {
        name: "known and named bounds",
        inputs: { x: { shape: ["batch+1", 4], type: "float" }, y: { shape: ["batch"], type: "float" } },
        sizes: { batch: 2 },
        build: ({ x, y }) => [slice(x!, 1), slice(x!, 0, -1), slice(x!, 1, 3, 1), slice(x!, 0, "batch"), slice(y!, -1)],
      },
      {
        name: "down to nothing",
        inputs: { x: { shape: ["batch+1"], type: "float" } },
        sizes: { batch: 0 },
        build: ({ x }) => [slice(x!, 1)],
      },
    ],
  },
  {
    type: concatOperator.type,
    samples: [
      {
        name: "known and named sizes",
        inputs: { x: { shape: ["batch", 2], type: "float" }, y: { shape: [1, 2], type: "float" } },
        sizes: { batch: 3 },
        build: ({ x, y }) => [concat([x!, y!, x!]), concat([x!, x!], -1)],
      },
    ],
  },
];
