/** @file fastText's classifier over a quantised table: a few bytes a row, unpacked as the graph runs. */
import {
  add,
  cast,
  divide,
  type GraphBuilder,
  gather,
  greater,
  matmul,
  multiply,
  reduceSum,
  reshape,
  slice,
  type TensorData,
  unsqueeze,
  where,
} from "../../numeric/graph/index.ts";
import type { QuantisedVectors } from "../../numeric/quantise/index.ts";
import type { ModelSize } from "./architecture.ts";
import { classifierGraph } from "./model-graph.ts";

/** A quantised table, and the dense layer behind it where the table does not hold the scores already. */
export interface QuantisedFastText {
  readonly table: QuantisedVectors;
  /** Columns of the table. */
  readonly width: number;
  /** `dense.weight` is a parameter [width, outputs]. */
  readonly outputs: number | null;
}

/**
 * The graph that `fast-text/v1` has, with its table in codes; row 0 is padding's, of length 0. Standard operators: the
 * codes and their centres are looked up by `Gather`.
 */
export function quantisedFastTextGraph({ table, width, outputs }: QuantisedFastText, size: ModelSize): GraphBuilder {
  const { rows, parts, partWidth, codes, centres, lengthCodes, lengths } = table;
  return classifierGraph({ encoding: "tokens" }, size, (graph, { input_ids, attention_mask }) => {
    const constant = (data: TensorData) => graph.constant(data);
    const ids = input_ids!; // [batch, tokens]
    const perPart = gather(constant({ type: "uint8", shape: [rows, parts], data: codes }), ids); // [batch, tokens, parts]
    const firstOfPart = BigInt64Array.from({ length: parts }, (_, part) => BigInt(part * 256));
    const entries = add(cast(perPart, "int64"), constant({ type: "int64", shape: [parts], data: firstOfPart }));
    const centreTable = constant({ type: "float32", shape: [parts * 256, partWidth], data: centres });
    // [batch, tokens, parts, partWidth] as [batch, tokens, padded width]
    const unpacked = reshape(gather(centreTable, entries), [...ids.shape, parts * partWidth]);
    const ofLength = cast(gather(constant({ type: "uint8", shape: [rows], data: lengthCodes }), ids), "int64");
    const length = gather(constant({ type: "float32", shape: [256], data: lengths }), ofLength); // [batch, tokens]
    const sums = reduceSum(multiply(unpacked, unsqueeze(length, [2])), [1]); // [batch, padded width]
    const tokens = reduceSum(cast(attention_mask!, "float32"), [1], { keepDimensions: true }); // [batch, 1]
    const padded = divide(sums, where(greater(tokens, 0), tokens, 1));
    const means = parts * partWidth === width ? padded : slice(padded, 0, width, 1);
    return outputs === null ? means : matmul(means, graph.parameter("dense.weight", [width, outputs]));
  });
}
