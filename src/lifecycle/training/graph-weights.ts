/**
 * @file Weights that are trained through a graph: their values, gradients and what the optimiser remembers, in the kernels'
 * memory. ONNX Runtime computes loss and gradients, the optimiser steps outside.
 */
import { gradients, type TensorData } from "../../numeric/graph/index.ts";
import { createTouchedGradient, type Kernels } from "../../numeric/kernels/index.ts";
import {
  clipScale,
  createOptimiser,
  gradientNorm,
  weightDecayOf,
  zeroGradients,
} from "../../numeric/optimise/index.ts";
import type { TrainingGraph } from "../model/index.ts";
import type { StateArrays } from "./checkpoint.ts";
import type { Engine } from "./engine.ts";
import { createRowExchange, lookupsOf, type RowExchange, type TokenBatch } from "./looked-up-rows.ts";
import { constrainNorms } from "./max-norm.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { createTableOptimiser } from "./table-optimiser.ts";
import type { RateShares } from "./trainable.ts";

/** The weights of the last layer of most networks, [inputs, outputs]. */
const LAST = "dense.weight";

/** Tensors by name. */
type Tensors = Readonly<Record<string, TensorData>>;

/** Weights in training. */
export interface GraphWeights extends Pick<Engine, "weights" | "optimiserState" | "restore"> {
  /** The graph's inputs; weights of which rows are looked up are brought up to date for these token ids. */
  feeds(ids: Int32Array): Tensors;
  /** Adds `share` times the gradients among a run's results. */
  add(results: Tensors, batch: TokenBatch, share: number): void;
  /** Moves the weights by what was added. `step` counts from 1. */
  step(step: number, learningRate: number): void;
}

/** What a graph's gradients are called, by weight: those that are given by what was looked up have several. */
export type GradientOutputs = ReadonlyMap<string, readonly string[]>;

/** Weights that start at `start`. `exchange` is where the batches' rows come through; nothing may allocate after it. */
export function createGraphWeights(
  kernels: Kernels,
  { weights: parameters }: Pick<TrainingGraph, "weights">,
  task: {
    readonly config: MinibatchConfig;
    readonly start: StateArrays;
    readonly shares: RateShares;
    readonly tables: GradientOutputs;
  },
): GraphWeights & { readonly exchange: RowExchange } {
  const { config, start, shares, tables } = task;
  const { memory } = kernels;
  const names = Object.keys(parameters);
  const shapeOf = (name: string) => parameters[name]!.shape as readonly number[];
  const arrays = (some: readonly string[]) =>
    Object.fromEntries(some.map((name) => [name, memory.float32(start[name]!.length)]));
  const values = arrays(names);
  const dense = names.filter((name) => shares.has(name) && !tables.has(name));
  const sums = arrays(dense);
  // Where the gradients of one batch come first, if those of several are added up.
  const fresh = memory.float32(config.accumulate === 1 ? 0 : Math.max(0, ...dense.map((name) => start[name]!.length)));
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

  const own: GraphWeights = {
    feeds(ids) {
      for (const table of lookedUp) table.optimiser.beforeReading(ids);
      return Object.fromEntries(
        names.map((name) => [name, { type: "float32", shape: shapeOf(name), data: values[name]! }]),
      );
    },
    add(results, batch, share) {
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
  };
  own.restore(start, {});
  return { ...own, exchange };
}

const gradientOutput = (weight: string) => `gradient/${weight}`;

/**
 * Makes the loss and its gradients outputs of the graph. Of weights whose rows are only looked up, the gradients by what
 * was looked up: those weights are given with the names of these outputs.
 */
export function addGradients(
  { graph, loss, weights }: Pick<TrainingGraph, "graph" | "loss" | "weights">,
  shares: RateShares,
): GradientOutputs {
  const tokenIds = graph.inputs.find(({ name }) => name === "input_ids")!;
  const trained = Object.entries(weights).filter(([name]) => shares.has(name));
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
