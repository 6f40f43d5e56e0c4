/** @file The thread that quantises an embedding. */
import { createRandom, serveTasks, type TaskContext } from "../../foundation/index.ts";
import { type QuantisedVectors, quantiseVectors } from "../../numeric/quantise/index.ts";

/** What is quantised. */
export interface QuantiseTask {
  /** [rows, width] */
  readonly table: Float32Array;
  readonly width: number;
  readonly partWidth: number;
  readonly seed: number;
}

serveTasks({
  quantise(
    { table, width, partWidth, seed }: QuantiseTask,
    { progress, throwIfCancelled }: TaskContext,
  ): QuantisedVectors {
    return quantiseVectors(table, {
      width,
      partWidth,
      random: createRandom(seed).split("quantise"),
      onPart(done, parts) {
        throwIfCancelled();
        progress({ task: "Quantising", done, total: parts, unit: "parts", finished: done === parts });
      },
    });
  },
});
