/** @file A dense layer over compressed sparse rows. */
import { addDimensions } from "../dimension.ts";
import { ShapeMismatchError } from "../errors.ts";
import { requireRank, requireType } from "../operand-rules.ts";
import { multiply } from "../operators/arithmetic.ts";
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
  requireRows(rows);
  requireRank("sparseDense", weight, 2);
  const ends = slice(rows.offsets, 1); // [batch]
  const rowIds = rowOfEachEntry(rows, ends);
  const products = multiply(gather(weight, rows.indices), unsqueeze(rows.values, [1])); // [entries, outputs]
  const biases = gather(unsqueeze(bias, [0]), filledLike(ends, 0)); // [batch, outputs]
  return scatterElementsAdd(biases, expandAs(unsqueeze(rowIds, [1]), products), products, 0);
}

/** int64 [entries]: counts, up to each entry, the rows that end there or before. */
function rowOfEachEntry({ indices }: SparseRows, ends: Tensor): Tensor {
  // One place more than entries: the last rows end behind the last entry.
  const marks = filled(indices.graph, "int64", [addDimensions([indices.shape[0]!, 1])], 0);
  return slice(cumulativeSum(scatterElementsAdd(marks, ends, filledLike(ends, 1), 0), 0), 0, -1);
}

function requireRows({ indices, values, offsets }: SparseRows): void {
  requireType("sparseDense", "int64", indices, offsets);
  requireRank("sparseDense", indices, 1);
  requireRank("sparseDense", offsets, 1);
  if (values.shape.length !== 1 || values.shape[0] !== indices.shape[0]) {
    throw new ShapeMismatchError("sparseDense", [indices.shape, values.shape], "there must be a value for each index");
  }
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
