/**
 * @file Trains any architecture of token ids through its graph: ONNX Runtime computes loss and gradients, the optimiser
 * steps outside. The plain way; what kernels do faster has to agree with it.
 */
import { createRandom } from "../../foundation/index.ts";
import { type Dimension, gradients, type TensorData } from "../../numeric/graph/index.ts";
import { createKernels, createTouchedGradient } from "../../numeric/kernels/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import {
  clipScale,
  createOptimiser,
  gradientNorm,
  weightDecayOf,
  zeroGradients,
} from "../../numeric/optimise/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import { tokenBatches } from "../bundle/index.ts";
import { labelIndicators, selectLabelSets } from "../labels/index.ts";
import { modelGraph, type TrainingGraph, trainingGraph } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import { dropoutMask } from "./dropout.ts";
import type { Engine } from "./engine.ts";
import { createRowExchange, lookupsOf, type TokenBatch } from "./looked-up-rows.ts";
import { constrainNorms } from "./max-norm.ts";
import type { MinibatchJob } from "./minibatch-job.ts";
import { createTableOptimiser } from "./table-optimiser.ts";
import { rateShares } from "./trainable.ts";
import type { LabelTargets } from "./training-task.ts";

/** The weights of the last layer of every network, [inputs, outputs]. */
const LAST = "dense.weight";

/** An engine that runs the training graph. */
export async function createGraphEngine(job: MinibatchJob): Promise<Engine> {
  const { model, config, start, labelWeights, validation } = job;
  const size = { labels: job.labels, features: job.features, task: job.task };
  const training = trainingGraph(model, size, config.loss);
  const names = Object.keys(training.weights);
  const shapeOf = (name: string) => training.weights[name]!.shape as readonly number[];
  const shares = rateShares(model, size, config);
  const tables = addGradients(training, (name) => shares.has(name));
  const trainer = await createSession(encodeModel(training.graph), { threads: job.threads });
  const scorer = await createSession(encodeModel(modelGraph(model, size)), { threads: job.threads });

  const kernels = createKernels();
  const { memory } = kernels;
  const arrays = (some: readonly string[]) =>
    Object.fromEntries(some.map((name) => [name, memory.float32(start[name]!.length)]));
  const values = arrays(names);
  const dense = names.filter((name) => shares.has(name) && !tables.has(name));
  const sums = arrays(dense);
  const fresh = memory.float32(Math.max(0, ...dense.map((name) => start[name]!.length)));
  const parameterOf = (name: string) => ({
    name,
    values: values[name]!,
    weightDecay: weightDecayOf(config.weightDecay, name),
  });
  const optimiser = createOptimiser(kernels, config.optimiser, dense.map(parameterOf));
  const groups = Map.groupBy(dense, (name) => shares.get(name)!); // weights that learn alike
  const lookedUp = [...tables].map(([name, outputs]) => {
    const [rows, width] = shapeOf(name) as [number, number];
    return {
      outputs,
      rateShare: shares.get(name)!,
      gradient: createTouchedGradient(memory, rows, width),
      optimiser: createTableOptimiser(kernels, config.optimiser, { ...parameterOf(name), width }),
    };
  });
  const gradientsOfAll = { ...sums, ...Object.fromEntries(lookedUp.map(({ gradient }, at) => [`/${at}`, gradient])) };
  const exchange = createRowExchange(kernels);
  const random = createRandom(job.seed).split("dropout");

  /** The graph's inputs for these texts, the weights that they look up fit to be read. */
  function feedsOf(tokens: TokenRows, rows: Uint32Array) {
    const batch = exchange.read(tokens, rows);
    for (const table of lookedUp) table.optimiser.beforeReading(batch.ids);
    const weights = names.map((name) => [name, tensor("float32", shapeOf(name), values[name]!)] as const);
    return { batch, feeds: { ...tokenFeeds(batch), ...Object.fromEntries(weights) } };
  }

  /** The masks of one batch, all from one stream. Those of a transformer are many: kernels make them. */
  function dropoutFeeds(key: number, sizes: Readonly<Record<string, number>>) {
    const stream = random.split(String(key));
    const masks = training.dropouts.map(({ mask, rate }) => {
      const shape = mask.shape.map((dimension) => sizeOf(dimension, sizes));
      const length = shape.reduce((product, dimension) => product * dimension, 1);
      if (model.type !== "transformer/v1")
        return [mask.name, tensor("float32", shape, dropoutMask(stream, length, rate))] as const;
      const values = memory.float32(length);
      kernels.dropoutMask(values, stream.uint32(), rate);
      return [mask.name, tensor("float32", shape, values)] as const;
    });
    return Object.fromEntries(masks);
  }

  const engine: Engine = {
    async accumulate({ rows, key }, share) {
      const count = rows.length;
      const { batch, feeds } = feedsOf(job.train.tokens, rows);
      const results = await trainer.run({
        ...feeds,
        ...targetFeeds(job.train, rows, job.labels, labelWeights),
        ...dropoutFeeds(key, { batch: count, tokens: batch.paddedLength }),
      });
      for (const name of dense) {
        const slope = results[gradientOutput(name)]!.data as Float32Array;
        if (share === 1) {
          sums[name]!.set(slope);
          continue;
        }
        const own = fresh.subarray(0, slope.length);
        own.set(slope);
        kernels.addScaled(sums[name]!, own, share);
      }
      for (const { outputs, gradient } of lookedUp)
        for (const output of outputs) exchange.add(gradient, results[output]!.data as Float32Array, batch, share);
      return Number(results["loss"]!.data[0]);
    },
    step(step, learningRate) {
      const limit = config.gradientClip;
      const gradientScale = limit === null ? 1 : clipScale(gradientNorm(kernels, gradientsOfAll), limit);
      const facts = { step, learningRate, gradientScale };
      for (const [rateShare, group] of groups) {
        const slopes = Object.fromEntries(group.map((name) => [name, sums[name]!]));
        optimiser.step(slopes, { ...facts, learningRate: learningRate * rateShare });
      }
      const last = values[LAST];
      if (last !== undefined) constrainNorms(config, last, shapeOf(LAST)[1]!);
      for (const table of lookedUp)
        table.optimiser.step(table.gradient, { ...facts, learningRate: learningRate * table.rateShare });
      zeroGradients(kernels, gradientsOfAll);
    },
    async scoreValidation() {
      if (validation === undefined) return new Float32Array(0);
      const { labels } = job;
      const all = new Float32Array(validation.tokens.rows * labels);
      for (const order of tokenBatches(validation.tokens)) {
        const results = await scorer.run(feedsOf(validation.tokens, Uint32Array.from(order)).feeds);
        const scores = results["logits"]!.data as Float32Array;
        for (const [at, row] of order.entries()) all.set(scores.subarray(at * labels, (at + 1) * labels), row * labels);
      }
      return all;
    },
    weights() {
      for (const table of lookedUp) table.optimiser.state(); // brings the table up to date
      return Object.fromEntries(names.map((name) => [name, Float32Array.from(values[name]!)]));
    },
    optimiserState: () => Object.assign({}, optimiser.state(), ...lookedUp.map((table) => table.optimiser.state())),
    restore(saved, optimiserState) {
      for (const name of names) values[name]!.set(saved[name]!);
      if (Object.keys(optimiserState).length === 0) return;
      optimiser.restore(optimiserState);
      for (const table of lookedUp) table.optimiser.restore(optimiserState);
    },
    async close() {
      await trainer.release();
      await scorer.release();
    },
  };
  engine.restore(start, {});
  return engine;
}

/** A dimension such as 8, "batch" or "batch*tokens". */
function sizeOf(dimension: Dimension, sizes: Readonly<Record<string, number>>): number {
  if (typeof dimension === "number") return dimension;
  return dimension.split("*").reduce((product, name) => product * (sizes[name] ?? Number(name)), 1);
}

const gradientOutput = (weight: string) => `gradient/${weight}`;

/**
 * Makes the loss and its gradients outputs of the graph. Of weights whose rows are only looked up, the gradients by what
 * was looked up: those weights are given with the names of these outputs.
 */
function addGradients(
  { graph, loss, weights }: TrainingGraph,
  isTrained: (weight: string) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const tokenIds = graph.inputs.find(({ name }) => name === "input_ids")!;
  const trained = Object.entries(weights).filter(([name]) => isTrained(name));
  const found = trained.map(([name, weight]) => {
    const lookups = lookupsOf(graph, weight, tokenIds);
    const outputs = lookups?.map((_, index) => `${gradientOutput(name)}/${index}`) ?? [gradientOutput(name)];
    return { name, outputs, by: lookups ?? [weight], isTable: lookups !== undefined };
  });
  const slopes = gradients(
    loss,
    found.flatMap(({ by }) => by),
  );
  for (const [index, output] of found.flatMap(({ outputs }) => outputs).entries()) graph.output(output, slopes[index]!);
  graph.output("loss", loss);
  return new Map(found.flatMap(({ name, outputs, isTable }) => (isTable ? [[name, outputs] as const] : [])));
}

/** Inputs for a batch, padded at the end to the longest of its texts. */
function tokenFeeds({ ids, lengths, paddedLength }: TokenBatch): Readonly<Record<string, TensorData>> {
  const shape = [lengths.length, paddedLength];
  const inputIds = new BigInt64Array(lengths.length * paddedLength);
  const mask = new BigInt64Array(inputIds.length);
  // Ids are positive and below 2³¹: written as the low halves, which takes a fraction of the time of one BigInt each.
  const [lowIds, lowMask] = [new Int32Array(inputIds.buffer), new Int32Array(mask.buffer)];
  let from = 0;
  for (const [position, length] of lengths.entries()) {
    let at = position * paddedLength * 2;
    for (const end = from + length; from < end; from++, at += 2) {
      lowIds[at] = ids[from]!;
      lowMask[at] = 1;
    }
  }
  return { input_ids: tensor("int64", shape, inputIds), attention_mask: tensor("int64", shape, mask) };
}

/** What is true of the texts that `rows` names, and how much it counts. */
function targetFeeds(
  { labelIds, labelSets }: LabelTargets,
  rows: Uint32Array,
  labels: number,
  labelWeights: Float64Array | undefined,
): Readonly<Record<string, TensorData>> {
  if (labelSets === undefined) {
    const ids = Array.from(rows, (row) => labelIds[row]!);
    const exampleWeights = Float32Array.from(ids, (label) => labelWeights?.[label] ?? 1);
    return {
      label_ids: tensor("int64", [rows.length], BigInt64Array.from(ids, BigInt)),
      example_weights: tensor("float32", [rows.length], exampleWeights),
    };
  }
  const targets = Float32Array.from(labelIndicators(selectLabelSets(labelSets, rows), labels));
  const weights = targets.map((target, at) => labelWeights?.[2 * (at % labels) + target] ?? 1);
  const shape = [rows.length, labels];
  return { label_targets: tensor("float32", shape, targets), target_weights: tensor("float32", shape, weights) };
}

function tensor<Type extends TensorData["type"]>(
  type: Type,
  shape: readonly number[],
  data: TensorData<Type>["data"],
): TensorData<Type> {
  return { type, shape, data };
}
