/** @file Ids as rows of zeros with a single one. */
import { int } from "../attribute.ts";
import { int64Vector, tensorData } from "../constants.ts";
import { requireType } from "../operand-rules.ts";
import type { Operator, OperatorEntry, Tensor } from "../tensor.ts";
import type { DataType } from "../tensor-data.ts";

const operator: Operator<{ readonly classes: number; readonly type: DataType }> = {
  type: "OneHot",
  attributes: () => ({ axis: int(-1) }),
  infer: ([ids], { classes, type }) => {
    requireType("oneHot", "int64", ids!);
    return [{ type, shape: [...ids!.shape, classes] }];
  },
};

/** For ids in [0, classes), a last dimension of `classes` numbers: 1 at the id, else 0. */
export function oneHot(ids: Tensor, classes: number, type: DataType = "float32"): Tensor {
  const offOn = ids.graph.constant(tensorData(type, [2], [0, 1]));
  return ids.graph.apply(operator, [ids, int64Vector(ids.graph, [classes]), offOn], { classes, type })[0]!;
}

export const oneHotEntries: readonly OperatorEntry[] = [
  {
    type: operator.type,
    samples: [
      {
        name: "labels of a batch",
        inputs: { ids: { shape: ["batch"], type: "int64", values: [2, 0, 1] } },
        sizes: { batch: 3 },
        build: ({ ids }) => [oneHot(ids!, 3)],
      },
    ],
  },
];
