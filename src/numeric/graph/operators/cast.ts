/** @file Conversion between element types. */
import { int } from "../attribute.ts";
import { isFloat } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import { type DataType, onnxTypeNumbers } from "../tensor-data.ts";

const operator: Operator<DataType> = {
  type: "Cast",
  attributes: (type) => ({ to: int(onnxTypeNumbers[type]) }),
  infer: ([x], type) => [{ type, shape: x!.shape }],
  // Whole numbers have no derivative, so nothing flows on to them or through them.
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [isFloat(x!.type) ? cast(dy!, x!.type) : undefined],
};

/** The elements as another type: floats become integers towards zero, true is 1. */
export function cast(x: Tensor, type: DataType): Tensor {
  return x.type === type ? x : x.graph.apply(operator, [x], type)[0]!;
}

export const castEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "floats to single precision",
        inputs: { x: { shape: [2, 3], type: "float" } },
        onlyFloat32: true,
        build: ({ x }) => [cast(x!, "float64")],
      },
      {
        name: "to integers and bools",
        inputs: {
          x: { shape: [4], type: "float32", values: [-1.5, 0, 0.75, 3] },
          y: { shape: [2], type: "bool", values: [0, 1] },
        },
        build: ({ x, y }) => [cast(x!, "int64"), cast(x!, "bool"), cast(y!, "float32"), cast(y!, "int32")],
      },
    ],
  },
];
