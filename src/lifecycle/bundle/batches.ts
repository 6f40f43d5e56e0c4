/** @file Many encoded texts cut into runs of the graph that are short, and alike in length where they are padded. */
import type { CompressedRows } from "../../numeric/sparse/index.ts";
import type { TokenRows } from "../text/index.ts";

const sparseRows = 4096;
/** About a millisecond or two of multiplications. */
const sparseProducts = 1 << 20;
const tokenBatchRows = 256;
/** Padding included. */
const tokenBatchTokens = 1 << 15;
/** Attention scores every pair of a text's tokens: 200 MB with twelve heads. */
const tokenBatchPairs = 1 << 22;
/** Padding of a run, at most: a share of its tokens and, as a run costs something too, a few. */
const paddedShare = 0.25;
const paddedTokens = 128;

/** Consecutive ranges of rows, `[from, to)`. */
export function* sparseBatches(
  { rows, offsets }: CompressedRows,
  labels: number,
): Generator<[from: number, to: number]> {
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && to - from < sparseRows && (offsets[to + 1]! - offsets[from]!) * labels <= sparseProducts) to++;
    yield [from, to];
    from = to;
  }
}

/** Groups of row numbers, shortest texts first, so that little is padded. */
export function* tokenBatches({ rows, offsets }: TokenRows): Generator<Int32Array> {
  const length = (row: number) => offsets[row + 1]! - offsets[row]!;
  const order = Int32Array.from({ length: rows }, (_, row) => row).sort(
    (left, right) => length(left) - length(right) || left - right,
  );
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    let tokens = length(order[from]!);
    const fits = (count: number, longest: number) =>
      count <= tokenBatchRows &&
      count * longest <= tokenBatchTokens &&
      count * longest ** 2 <= tokenBatchPairs &&
      count * longest - (tokens + longest) <= (tokens + longest) * paddedShare + paddedTokens;
    while (to < rows && fits(to - from + 1, length(order[to]!))) tokens += length(order[to++]!);
    yield order.slice(from, to);
    from = to;
  }
}
