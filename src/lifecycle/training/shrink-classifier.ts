/**
 * @file Makes a trained fast-text model fit a size: features whose rows are short are left out, the others are quantised
 * by products (Joulin et al. 2016, "FastText.zip").
 */
import { createWorkerPool, siblingModule } from "../../foundation/index.ts";
import type { TensorData } from "../../numeric/graph/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import type { QuantisedVectors } from "../../numeric/quantise/index.ts";
import { calibrateModel } from "../calibration/index.ts";
import { foldFastText, quantisedFastTextGraph } from "../model/index.ts";
import type { FittedTextPipeline } from "../text/index.ts";
import type { FittedClassifier } from "./classifier.ts";
import { CannotShrinkError, SizeTooSmallError } from "./errors.ts";
import type { QuantiseTask } from "./shrink-worker.ts";
import type { TrainingOptions } from "./training-task.ts";

/** What became smaller, and by how much. Sizes are of the graph, its weights and the text pipeline's files. */
export interface ShrinkFacts {
  readonly maxSizeBytes: number;
  readonly sizeBytesBefore: number;
  readonly sizeBytes: number;
  readonly featuresBefore: number;
  readonly features: number;
}

/** Numbers of an embedding that share a code: fastText's. */
const PART_WIDTH = 2;
/** Names and node descriptions of the graph, and the header of the weights' file. */
const GRAPH_BYTES = 4096;

/**
 * The same classifier in at most `maxSizeBytes`, with as many features as fit; unchanged where it fits already.
 * @throws CannotShrinkError for other models than fast-text, SizeTooSmallError, CancelledError
 */
export async function shrinkClassifier(
  fitted: FittedClassifier,
  maxSizeBytes: number,
  { seed, progress, signal }: Pick<TrainingOptions, "progress" | "signal"> & { readonly seed: number },
): Promise<{ readonly fitted: FittedClassifier; readonly facts: ShrinkFacts }> {
  const { task, labels, pipeline, model } = fitted;
  const embedding = model.weights["embedding.weight"];
  const dense = model.weights["dense.weight"];
  if (pipeline.withFeatures === undefined || embedding === undefined || dense === undefined)
    throw new CannotShrinkError();
  const sizeBytesBefore = sizeOf(fitted);
  const facts = { maxSizeBytes, sizeBytesBefore, featuresBefore: pipeline.featureCount };
  if (sizeBytesBefore <= maxSizeBytes)
    return { fitted, facts: { ...facts, sizeBytes: sizeBytesBefore, features: pipeline.featureCount } };

  const outputs = dense.shape[1]!;
  const isFolded = outputs < embedding.shape[1]!;
  const table = isFolded
    ? foldFastText(embedding.data as Float32Array, dense.data as Float32Array, outputs)
    : (embedding.data as Float32Array);
  const width = isFolded ? outputs : embedding.shape[1]!;
  const weights: Record<string, TensorData> = isFolded ? {} : { "dense.weight": dense };
  const byLength = featuresByLength(table, width);
  const partWidth = Math.min(PART_WIDTH, width);
  const parts = Math.ceil(width / partWidth);
  const fixedBytes = GRAPH_BYTES + (isFolded ? 0 : dense.data.byteLength * 2) + (parts * partWidth + 1) * 256 * 4;
  const sizeWith = (features: number) =>
    fixedBytes + (features + 1) * (parts + 1) + filesSize(withLongest(pipeline, byLength, features).pipeline);
  const least = sizeWith(1);
  if (least > maxSizeBytes) throw new SizeTooSmallError(maxSizeBytes, least);
  const { pipeline: smaller, kept } = withLongest(
    pipeline,
    byLength,
    largestThatFits(byLength.length, (features) => sizeWith(features) <= maxSizeBytes),
  );

  const quantised = await quantise({ table: rowsOf(table, width, kept), width, partWidth, seed }, { progress, signal });
  const size = { labels: labels.length, features: kept.length, task };
  const graph = quantisedFastTextGraph({ table: quantised, width, outputs: isFolded ? null : outputs }, size);
  const uncalibrated = encodeModel(graph, { parameters: weights });
  const { calibration } = fitted;
  const onnx = calibration === undefined ? uncalibrated : calibrateModel(uncalibrated, calibration, labels.length);
  const shrunk = { ...fitted, pipeline: smaller, model: { ...model, onnx, weights } };
  return { fitted: shrunk, facts: { ...facts, sizeBytes: sizeOf(shrunk), features: kept.length } };
}

async function quantise(
  task: QuantiseTask,
  options: Pick<TrainingOptions, "progress" | "signal">,
): Promise<QuantisedVectors> {
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "shrink-worker"), threads: 1 });
  try {
    return await pool.run<QuantisedVectors>("quantise", task, {
      signal: options.signal,
      ...(options.progress === undefined ? {} : { progress: options.progress }),
    });
  } finally {
    await pool.close();
  }
}

/** Ids from 1 on, longest embedding first, then by id. */
function featuresByLength(table: Float32Array, width: number): Int32Array {
  const lengths = new Float32Array(table.length / width);
  for (let at = 0; at < table.length; at++) lengths[Math.floor(at / width)]! += table[at]! ** 2;
  return Int32Array.from({ length: lengths.length - 1 }, (_, id) => id + 1).sort(
    (left, right) => lengths[right]! - lengths[left]! || left - right,
  );
}

function withLongest(pipeline: FittedTextPipeline, byLength: Int32Array, features: number) {
  const kept = new Int32Array(features + 1);
  kept.set(byLength.subarray(0, features).toSorted(), 1);
  return { kept, pipeline: pipeline.withFeatures!(kept) };
}

/** The largest number up to `most` for which `fits`, which holds for 1 and for all numbers below one it holds for. */
function largestThatFits(most: number, fits: (features: number) => boolean): number {
  let [good, bad] = [1, most + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function rowsOf(table: Float32Array, width: number, rows: Int32Array): Float32Array {
  const chosen = new Float32Array(rows.length * width);
  for (const [place, row] of rows.entries()) chosen.set(table.subarray(row * width, (row + 1) * width), place * width);
  return chosen;
}

function filesSize(pipeline: FittedTextPipeline): number {
  return Object.values(pipeline.files()).reduce((sum, { length }) => sum + length, 0);
}

function sizeOf({ pipeline, model: { onnx, weights } }: FittedClassifier): number {
  return onnx.length + filesSize(pipeline) + Object.values(weights).reduce((sum, { data }) => sum + data.byteLength, 0);
}
