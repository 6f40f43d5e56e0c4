/** @file A dense layer over compressed sparse rows. */
import { addDimensions } from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { requireRank, requireType } from "../operand-rules.ts";
import { add, multiply } from "../operators/arithmetic.ts";
import { expandAs } from "../operators/broadcast.ts";
import { filled, filledLike } from "../operators/constant-of-shape.ts";
import { cumulativeSum } from "../operators/cumulative-sum.ts";
import { gather } from "../operators/gather.ts";
import { unsqueeze } from "../operators/reshape.ts";
import { scatterElementsAdd } from "../operators/scatter-elements.ts";
import { slice } from "../operators/slice.ts";
import type { OperatorEntry, OperatorSample, Tensor } from "../tensor.ts";

/** Sparse rows: the entries of row r are those from `offsets[r]` up to, not including, `offsets[r + 1]`. */
export interface SparseRows {
  /** int64 [entries], each in [0, features) */
  readonly indices: Tensor;
  /** floats [entries] */
  readonly values: Tensor;
  /** int64 [batch+1], from 0, ascending, to the number of entries */
  readonly offsets: Tensor;
}

/**
 * rows · weight + bias as [batch, outputs], of standard operators only; rows may be empty, and so may the batch. Entries
 * of a row are added in order, so that a row's result doesn't depend on what shares its batch.
 * `weight` is [features, outputs], `bias` [outputs].
 */
export function sparseDense(rows: SparseRows, weight: Tensor, bias: Tensor): Tensor {
  const { values, offsets } = rows;
  requireRank("sparseDense", weight, 2);
  const batch = addDimensions([offsets.shape[0]!, -1]);
  const rowIds = rowOfEachEntry(rows);
  const products = multiply(gather(weight, rows.indices), unsqueeze(values, [1])); // [entries, outputs]
  const zeros = filled(values.graph, values.type, [batch, weight.shape[1]!], 0);
  return add(scatterElementsAdd(zeros, expandAs(unsqueeze(rowIds, [1]), products), products, 0), bias);
}

/** int64 [entries]: counts, up to each entry, the rows that start there or before, the first left out. */
function rowOfEachEntry({ indices, values, offsets }: SparseRows): Tensor {
  requireType("sparseDense", "int64", indices, offsets);
  requireRank("sparseDense", indices, 1);
  requireRank("sparseDense", offsets, 1);
  if (values.shape.length !== 1 || values.shape[0] !== indices.shape[0]) {
    throw new ShapeMismatchError("sparseDense", [indices.shape, values.shape], "there must be a value for each index");
  }
  const entries = indices.shape[0]!;
  const ends = slice(offsets, 1); // also names the dimension "batch"
  // One place more than entries: empty rows at the end start behind the last entry.
  const marks = filled(indices.graph, "int64", [addDimensions([entries, 1])], 0);
  const starts = scatterElementsAdd(marks, ends, filledLike(ends, 1), 0);
  return slice(cumulativeSum(starts, 0), 0, entries);
}

function sample(name: string, offsets: readonly number[], indices: readonly number[]): OperatorSample {
  return {
    name,
    inputs: {
      indices: { shape: ["entries"], type: "int64", values: indices },
      values: { shape: ["entries"], type: "float" },
      offsets: { shape: ["batch+1"], type: "int64", values: offsets },
      weight: { shape: [5, 2], type: "float" },
      bias: { shape: [2], type: "float" },
    },
    sizes: { batch: offsets.length - 1, entries: indices.length },
    build: ({ indices, values, offsets, weight, bias }) => [
      sparseDense({ indices: indices!, values: values!, offsets: offsets! }, weight!, bias!),
    ],
  };
}

export const sparseDenseEntries: readonly OperatorEntry[] = [
  {
    type: "sparseDense",
    samples: [
      sample("rows of several lengths", [0, 2, 3, 6], [0, 4, 1, 2, 3, 4]),
      sample("empty rows first, between and last", [0, 0, 2, 2, 2, 3, 3, 3], [4, 0, 0]),
      sample("only empty rows", [0, 0, 0], []),
      sample("no rows", [0], []),
    ],
  },
];
