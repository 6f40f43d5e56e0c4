/** @file The parts that linear models over compressed rows share. */
import { sparseDense, type Tensor } from "../../numeric/graph/index.ts";
import { type ModelInputs, type ModelSize, outputsFor, type WeightSpec } from "./architecture.ts";

/** `dense.weight` [features, outputs] and `dense.bias` [outputs]. */
export function linearWeights(size: ModelSize): readonly WeightSpec[] {
  return [
    { name: "dense.weight", shape: [size.features, outputsFor(size)], limit: 0 },
    { name: "dense.bias", shape: [outputsFor(size)], limit: 0 },
  ];
}

/** Scores = rows · `dense.weight` + `dense.bias`. */
export function linearScores(
  { indices, values, offsets }: ModelInputs,
  weights: Readonly<Record<string, Tensor>>,
): Tensor {
  return sparseDense(
    { indices: indices!, values: values!, offsets: offsets! },
    weights["dense.weight"]!,
    weights["dense.bias"]!,
  );
}
