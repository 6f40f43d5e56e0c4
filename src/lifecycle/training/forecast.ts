/** @file What fine-tuning a transformer will take, told before it starts; what cannot fit is refused. */
import { GraphBuilder, matmul } from "../../numeric/graph/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { architectures, type ModelConfig, type ModelSize } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import { NotEnoughMemoryError } from "./errors.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { rowLengths } from "./row-lengths.ts";
import { rateShares } from "./trainable.ts";

/** A fine-tuning to come. */
export interface ForecastTask {
  readonly model: ModelConfig & { readonly type: "transformer/v1" };
  readonly size: ModelSize;
  readonly config: MinibatchConfig;
  readonly train: TokenRows;
}

/** What it will take, roughly. */
export interface Forecast {
  readonly weights: number;
  readonly moving: number;
  readonly steps: number;
  /** Resident memory at its largest, the program's own included. */
  readonly memoryBytes: number;
  /** Multiplications and additions of the whole training. */
  readonly operations: number;
}

const FLOAT_BYTES = 4;
/** Node, ONNX Runtime and what they load. */
const PROGRAM_BYTES = 150e6;
/** Kernels work in a memory of 32-bit addresses. */
const KERNEL_BYTES = 2 ** 32;

/**
 * By counting: weights with their gradients and AdamW's two means, and what a batch of the longest texts keeps for the way
 * back. Measured on BERTs of 6 and 12 layers it was within a fifth.
 */
export function forecastTraining({ model, size, config, train }: ForecastTask): Forecast {
  const transformer = model.transformer!;
  const { width, feedForwardWidth, layers, heads, embeddingWidth, vocabularySize, dropout } = transformer;
  const shares = rateShares(model, size, config);
  const specs = architectures.get(model.type).weights(model, size);
  const count = (names: (name: string) => boolean) =>
    specs
      .filter(({ name }) => names(name))
      .reduce((sum, { shape }) => sum + shape.reduce((product, dimension) => product * dimension, 1), 0);
  const weights = count(() => true);
  const moving = count((name) => shares.has(name));
  const lengths = rowLengths(train);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 1);
  const batch = Math.min(config.batchSize, train.rows);
  const rows = batch * longest;
  const masks =
    (dropout.hidden > 0 ? 2 * rows * width : 0) + (dropout.attention > 0 ? batch * heads * longest ** 2 : 0);
  const aLayer = rows * (10 * width + 3 * feedForwardWidth) + 2 * batch * heads * longest ** 2 + 2 * masks;
  const kept = config.trainable?.type === "head" || config.memory === "low" ? 1 : layers;
  const between = config.memory === "low" ? layers * (rows * width + masks) : 0;
  const memoryBytes = PROGRAM_BYTES + FLOAT_BYTES * (3 * weights + 4 * moving + kept * aLayer + between);
  const tokens =
    config.groupByLength === true ? lengths.reduce((sum, length) => sum + length, 0) : train.rows * longest;
  const inLayers = weights - vocabularySize * embeddingWidth;
  const backward = config.trainable?.type === "head" ? 0 : model.lora === null ? 2 : 1;
  const passes = 1 + backward + (config.memory === "low" && backward > 0 ? 1 : 0);
  const operations = config.epochs * tokens * passes * (2 * inLayers + 4 * layers * width * longest);
  const steps = config.epochs * Math.ceil(train.rows / (config.batchSize * config.accumulate));
  return { weights, moving, steps, memoryBytes, operations };
}

/** @throws NotEnoughMemoryError where it needs more than `availableBytes`, or than kernels can reach */
export function requireMemory({ memoryBytes, weights, moving }: Forecast, availableBytes: number): void {
  const kernelBytes = FLOAT_BYTES * (weights + 3 * moving);
  if (memoryBytes > availableBytes) throw new NotEnoughMemoryError(memoryBytes, availableBytes);
  if (kernelBytes > KERNEL_BYTES) throw new NotEnoughMemoryError(kernelBytes, KERNEL_BYTES);
}

/** Multiplications and additions that matrix products do in a second here. */
export async function operationsPerSecond(threads: number): Promise<number> {
  const [rows, inner, columns] = [512, 512, 1024];
  const graph = new GraphBuilder();
  const [a, b] = [graph.input("a", "float32", [rows, inner]), graph.input("b", "float32", [inner, columns])];
  graph.output("product", matmul(a, b));
  const session = await createSession(encodeModel(graph), { threads });
  const feeds = {
    a: { type: "float32", shape: a.shape as number[], data: new Float32Array(rows * inner).fill(0.5) },
    b: { type: "float32", shape: b.shape as number[], data: new Float32Array(inner * columns).fill(0.5) },
  } as const;
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4; run++) {
    const begun = performance.now();
    await session.run(feeds);
    best = Math.min(best, performance.now() - begun);
  }
  await session.release();
  return (2 * rows * inner * columns * 1000) / best;
}

/** A forecast in words. `perSecond` as `operationsPerSecond` gives it. */
export function forecastSentence(
  { weights, moving, steps, memoryBytes, operations }: Forecast,
  perSecond: number,
): string {
  // Products take about two thirds of a step.
  const seconds = (1.5 * operations) / perSecond;
  const time =
    seconds < 90
      ? `${Math.ceil(seconds)} s`
      : seconds < 5400
        ? `${Math.round(seconds / 60)} min`
        : `${(seconds / 3600).toFixed(1)} h`;
  const share = moving === weights ? "" : ` of ${count(weights)}`;
  return `Training moves ${count(moving)}${share} weights in ${count(steps)} steps: about ${time} and ${(memoryBytes / 1e9).toFixed(1)} GB of memory.`;
}

const count = (value: number) => value.toLocaleString("en-US");
