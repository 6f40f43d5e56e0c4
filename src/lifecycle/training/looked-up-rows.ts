/**
 * @file Gradients of weights of which a batch reads few rows: they come from the graph as one row for each token, and
 * only the rows that the batch holds are moved.
 */
import type { GraphBuilder, GraphNode, Tensor } from "../../numeric/graph/index.ts";
import type { Kernels, TouchedGradient } from "../../numeric/kernels/index.ts";
import type { TokenRows } from "../text/index.ts";

/** What the token ids look up of a weight, each [batch, tokens, width]; `undefined` where it is used in other ways too. */
export function lookupsOf({ nodes }: GraphBuilder, weight: Tensor, tokenIds: Tensor): readonly Tensor[] | undefined {
  const users = nodes.filter(({ inputs }) => inputs.includes(weight));
  return users.length > 0 && users.every((node) => looksUp(node, weight, tokenIds))
    ? users.map(({ outputs }) => outputs[0]!)
    : undefined;
}

function looksUp({ type, inputs, attributes }: GraphNode, weight: Tensor, tokenIds: Tensor): boolean {
  return type === "Gather" && inputs[0] === weight && inputs[1] === tokenIds && attributes["axis"]?.value === 0;
}

/** Tokens of some texts, one after the other, in the kernels' memory until the next batch. */
export interface TokenBatch {
  readonly ids: Int32Array;
  /** Tokens of each text as the graph takes them, padding included. */
  readonly paddedLength: number;
  /** Tokens of each text. */
  readonly lengths: readonly number[];
}

/** Takes the tokens of texts to the kernels' memory, and their gradients with them. */
export interface RowExchange {
  read(tokens: TokenRows, rows: Uint32Array): TokenBatch;
  /** Adds `share` times the gradient by what was looked up, [batch, paddedLength, width]. */
  add(gradient: TouchedGradient, lookedUp: Float32Array, batch: TokenBatch, share: number): void;
}

/** Must be the last to allocate in the kernels' memory. */
export function createRowExchange(kernels: Kernels): RowExchange {
  const { memory } = kernels;
  const mark = memory.mark();
  return {
    read({ ids, offsets }, rows) {
      const lengths = Array.from(rows, (row) => offsets[row + 1]! - offsets[row]!);
      memory.release(mark);
      const taken = memory.int32(lengths.reduce((sum, length) => sum + length, 0));
      let end = 0;
      for (const [position, row] of rows.entries()) {
        taken.set(ids.subarray(offsets[row]!, offsets[row + 1]!), end);
        end += lengths[position]!;
      }
      return { ids: taken, paddedLength: Math.max(1, ...lengths), lengths };
    },
    add(gradient, lookedUp, { ids, paddedLength, lengths }, share) {
      const { width } = gradient;
      const afterIds = memory.mark();
      const source = memory.float32(ids.length * width);
      let end = 0;
      for (const [position, length] of lengths.entries()) {
        const start = position * paddedLength * width;
        source.set(lookedUp.subarray(start, start + length * width), end);
        end += length * width;
      }
      if (share !== 1) kernels.scale(source, share);
      kernels.scatterRows(gradient, source, ids);
      memory.release(afterIds);
    },
  };
}
