/** @file A calibration as the last stage of a model's graph, in standard operators. */
import {
  add,
  concat,
  divide,
  exp,
  filledLike,
  GraphBuilder,
  gather,
  greater,
  greaterOrEqual,
  log,
  logSoftmax,
  maximum,
  minimum,
  multiply,
  negate,
  reduceSum,
  sigmoid,
  slice,
  softmax,
  subtract,
  type Tensor,
  where,
} from "../../numeric/graph/index.ts";
import { replaceOutputs } from "../../numeric/onnx/index.ts";
import type { Calibration } from "./fit-calibration.ts";
import type { RisingFunction } from "./isotonic.ts";
import { LEAST_REST, type Link } from "./link.ts";

/** A model's file with its `probabilities` computed anew from its `logits`; a calibration that it had is gone. */
export function calibrateModel(onnx: Uint8Array, calibration: Calibration, labels: number): Uint8Array {
  const graph = new GraphBuilder("calibration");
  const logits = graph.input("logits", "float32", ["batch", labels]);
  graph.output("probabilities", calibratedProbabilities(logits, calibration));
  return replaceOutputs(onnx, graph);
}

function calibratedProbabilities(logits: Tensor, calibration: Calibration): Tensor {
  const { link } = calibration;
  if (calibration.method === "temperature") {
    const cooled = divide(logits, calibration.temperature);
    return link === "label-sets" ? sigmoid(cooled) : softmax(cooled);
  }
  const scores = scoresOf(logits, link); // [batch, scores]
  if (calibration.method === "platt") {
    const row = (pick: "slope" | "intercept") =>
      constantRow(
        logits,
        calibration.functions.map((function_) => function_[pick]),
      );
    const z = add(multiply(scores, row("slope")), row("intercept"));
    return link === "binary" ? concat([sigmoid(negate(z)), sigmoid(z)], 1) : shares(sigmoid(z), link);
  }
  const p = interpolate(scores, calibration.functions);
  return link === "binary" ? concat([add(negate(p), 1), p], 1) : shares(p, link);
}

/** As `labelScores` has them. */
function scoresOf(logits: Tensor, link: Link): Tensor {
  if (link === "binary") return subtract(slice(logits, 1, 2, 1), slice(logits, 0, 1, 1));
  if (link !== "softmax") return logits;
  const logarithms = logSoftmax(logits);
  return subtract(logarithms, log(maximum(add(negate(exp(logarithms)), 1), LEAST_REST)));
}

/** Of labels that exclude each other: each row divided by its sum, or the same for all where that is 0. */
function shares(p: Tensor, link: Link): Tensor {
  if (link === "label-sets") return p;
  const sums = reduceSum(p, [1], { keepDimensions: true }); // [batch, 1]
  const some = greater(sums, 0);
  return where(some, divide(p, where(some, sums, 1)), 1 / (p.shape[1] as number));
}

function constantRow(like: Tensor, values: readonly number[]): Tensor {
  return like.graph.constant({ type: "float32", shape: [values.length], data: Float32Array.from(values) });
}

/** Beyond any score. */
const FAR = 3.4028234663852886e38;

/**
 * Each column through its own function. All functions' points lie in one table, padded to a power of two, so that the last
 * point at or before a score is found by halving.
 */
function interpolate(scores: Tensor, functions: readonly RisingFunction[]): Tensor {
  const { graph } = scores;
  const points = functions.map(inSinglePrecision);
  const width = 2 ** Math.ceil(Math.log2(Math.max(...points.map(({ x }) => x.length)) + 1));
  const table = (fill: (point: SinglePoints, at: number) => number): Tensor => {
    const data = Float32Array.from({ length: width * points.length }, (_, index) =>
      fill(points[Math.floor(index / width)]!, index % width),
    );
    return graph.constant({ type: "float32", shape: [data.length], data });
  };
  const last = ({ x }: SinglePoints, at: number) => Math.min(at, x.length - 1);
  const xs = table(({ x }, at) => x[at] ?? FAR);
  const ys = table((point, at) => point.y[last(point, at)]!);
  const nextYs = table((point, at) => point.y[last(point, at + 1)]!);
  const slopes = table(({ x, y }, at) => (at + 1 < x.length ? (y[at + 1]! - y[at]!) / (x[at + 1]! - x[at]!) : 0));

  const starts = BigInt64Array.from(points, (_, column) => BigInt(column * width));
  let place: Tensor = add(
    graph.constant({ type: "int64", shape: [points.length], data: starts }),
    filledLike(scores, 0, "int64"),
  ); // [batch, columns]
  for (let step = width / 2; step >= 1; step /= 2) {
    const further = add(place, step);
    place = where(greaterOrEqual(scores, gather(xs, further)), further, place);
  }
  const past = maximum(subtract(scores, gather(xs, place)), 0); // 0 before the first point
  return minimum(add(gather(ys, place), multiply(gather(slopes, place), past)), gather(nextYs, place));
}

interface SinglePoints {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The points as the graph holds them; of those that fall together the last one's value counts. */
function inSinglePrecision({ x, y }: RisingFunction): SinglePoints {
  const points: { x: number[]; y: number[] } = { x: [], y: [] };
  for (const [at, exact] of x.entries()) {
    const rounded = Math.fround(exact);
    if (points.x.at(-1) === rounded) points.y.pop();
    else points.x.push(rounded);
    points.y.push(Math.fround(y[at]!));
  }
  return points;
}
