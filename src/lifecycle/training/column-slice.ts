/**
 * @file Some columns of a pooled embedding. Columns do not meet before the dense layer, so that threads can each own
 * some of them: table, gradient and optimiser, in memory of their own, and nothing but pooled columns is exchanged.
 */
import { createKernels, createTouchedGradient } from "../../numeric/kernels/index.ts";
import { type Step, weightDecayOf } from "../../numeric/optimise/index.ts";
import type { TokenRows } from "../text/index.ts";
import type { StateArrays } from "./checkpoint.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { EMBEDDING } from "./starting-vectors.ts";
import { createTableOptimiser } from "./table-optimiser.ts";

/** What decides a slice. */
export interface ColumnSliceTask {
  readonly pooling: "max" | "mean";
  /** Rows of the table. */
  readonly features: number;
  /** Columns of this slice. */
  readonly width: number;
  /** Most texts of one call. */
  readonly capacity: number;
  readonly config: Pick<MinibatchConfig, "optimiser" | "weightDecay" | "vectors">;
}

/** One slice in training. */
export interface ColumnSlice {
  /** Names of the arrays it keeps, each [features, width]: the table (`EMBEDDING`) and what the optimiser remembers. */
  readonly arrayNames: readonly string[];
  /** Copies of those. */
  arrays(): StateArrays;
  /** Goes back to what `arrays` gave; with the table alone, the optimiser stays as it is. */
  restore(arrays: StateArrays): void;
  /** [capacity, width]; the first rows hold what `pool` gave. */
  readonly pooled: Float32Array;
  /** [capacity, width]; the first rows are what `scatter` takes. */
  readonly pooledGradient: Float32Array;
  /** Pools texts, by their rows, into `pooled`. */
  pool(texts: TokenRows, rows: Uint32Array): void;
  /** Adds the gradient of the last pooled texts to the table's. */
  scatter(): void;
  /** Sum of squares of the table's gradient. */
  squares(): number;
  /** Moves the table and empties its gradient. */
  step(facts: Step): void;
}

/** A slice of zeros. */
export function createColumnSlice({ pooling, features, width, capacity, config }: ColumnSliceTask): ColumnSlice {
  const kernels = createKernels();
  const { memory } = kernels;
  const table = memory.float32(features * width);
  // Max pooling touches single elements, mean pooling whole rows.
  const gradient =
    pooling === "max"
      ? createTouchedGradient(memory, features * width, 1)
      : createTouchedGradient(memory, features, width);
  const optimiser = createTableOptimiser(kernels, config.optimiser, {
    name: EMBEDDING,
    values: table,
    width,
    weightDecay: weightDecayOf(config.weightDecay, EMBEDDING),
  });
  const pooled = memory.float32(capacity * width);
  const pooledGradient = memory.float32(capacity * width);
  const winners = memory.int32(pooling === "max" ? capacity * width : 0);
  const offsets = memory.int32(capacity + 1);
  const isFrozen = config.vectors?.frozen === true;
  const afterFixed = memory.mark();
  let ids = memory.int32(1 << 14);
  let batchSize = 0;

  /** Copies the tokens of these texts, one after the other, to `ids`. */
  function gather(texts: TokenRows, rows: Uint32Array): void {
    let tokens = 0;
    for (const row of rows) tokens += texts.offsets[row + 1]! - texts.offsets[row]!;
    if (tokens > ids.length) {
      memory.release(afterFixed);
      ids = memory.int32(Math.max(tokens, ids.length * 2));
    }
    let end = 0;
    for (let position = 0; position < rows.length; position++) {
      const row = rows[position]!;
      ids.set(texts.ids.subarray(texts.offsets[row]!, texts.offsets[row + 1]!), end);
      end += texts.offsets[row + 1]! - texts.offsets[row]!;
      offsets[position + 1] = end;
    }
    batchSize = rows.length;
  }

  const batch = () => ({ ids, offsets: offsets.subarray(0, batchSize + 1) });
  return {
    arrayNames: [EMBEDDING, ...Object.keys(optimiser.state())],
    arrays() {
      const state = optimiser.state(); // first, as it brings the table up to date
      return { [EMBEDDING]: Float32Array.from(table), ...state };
    },
    restore({ [EMBEDDING]: values, ...state }) {
      table.set(values!);
      if (Object.keys(state).length > 0) optimiser.restore(state);
    },
    pooled,
    pooledGradient,
    pool(texts, rows) {
      gather(texts, rows);
      optimiser.beforeReading(ids.subarray(0, offsets[batchSize]));
      const result = pooled.subarray(0, batchSize * width);
      if (pooling === "max") kernels.embeddingMaxPool(table, batch(), result, winners.subarray(0, batchSize * width));
      else kernels.embeddingMeanPool(table, batch(), result, width);
    },
    scatter() {
      if (isFrozen) return;
      const source = pooledGradient.subarray(0, batchSize * width);
      if (pooling === "max") kernels.scatterWinners(gradient, source, winners.subarray(0, batchSize * width), width);
      else kernels.scatterMeans(gradient, source, batch());
    },
    squares: () => kernels.sumOfSquaresTouched(gradient),
    step(facts) {
      if (isFrozen) return;
      optimiser.step(gradient, facts);
      kernels.zeroTouched(gradient);
    },
  };
}
