/**
 * @file Trains a pooled embedding and its dense layer with kernels: each thread owns some columns of the embedding, the
 * leading one the dense layer too. The same numbers as the model's graph (`graph-engine.ts`), several times as fast.
 */
import { createRandom } from "../../foundation/index.ts";
import { createKernels } from "../../numeric/kernels/index.ts";
import {
  clipScale,
  createOptimiser,
  gradientNorm,
  weightDecayOf,
  zeroGradients,
} from "../../numeric/optimise/index.ts";
import type { TokenRows } from "../text/index.ts";
import type { StateArrays } from "./checkpoint.ts";
import { createDenseHead } from "./dense-head.ts";
import { dropoutMask } from "./dropout.ts";
import type { Engine } from "./engine.ts";
import { constrainNorms } from "./max-norm.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { obey, type PlacedSlice } from "./slice-commands.ts";
import { Command, type SliceExchange, Word } from "./slice-exchange.ts";
import { EMBEDDING } from "./starting-vectors.ts";
import { announce, waitForHelpers } from "./thread-signals.ts";
import type { LabelTargets } from "./training-task.ts";

/** What the engine is made for. */
export interface PoolingTask {
  readonly width: number;
  readonly dropout: number;
  /** 1 where one score decides between two labels. */
  readonly outputs: number;
  readonly config: MinibatchConfig;
  readonly seed: number;
  readonly targets: LabelTargets;
  readonly labelWeights: Float64Array | undefined;
  readonly validation: TokenRows | undefined;
  /** Starting weights by name. */
  readonly start: StateArrays;
}

const WEIGHT = "dense.weight";
const BIAS = "dense.bias";

/**
 * The engine over the leading thread's slice and `helpers` other threads that run `help` on the same exchange until
 * `END` is announced.
 */
export function createPoolingEngine(
  task: PoolingTask,
  exchange: SliceExchange,
  leader: PlacedSlice,
  helpers: number,
  check: () => void,
): Engine {
  const { width, outputs, config, dropout } = task;
  const { words, numbers } = exchange;
  const capacity = exchange.rows.length;
  const kernels = createKernels();
  const head = createDenseHead(kernels, { ...task, loss: config.loss });
  const optimiser = createOptimiser(kernels, config.optimiser, [
    { name: WEIGHT, values: head.weight, weightDecay: weightDecayOf(config.weightDecay, WEIGHT) },
    { name: BIAS, values: head.bias, weightDecay: weightDecayOf(config.weightDecay, BIAS) },
  ]);
  const gradients = { [WEIGHT]: head.weightGradient, [BIAS]: head.biasGradient };
  const scores = new Float32Array(capacity * outputs);
  const random = createRandom(task.seed).split("dropout");

  /** Has every slice do the command, and waits. */
  function command(which: number): void {
    if (helpers > 0) announce(words, which);
    obey(which, exchange, leader);
    waitForHelpers(words, helpers, check);
  }

  /** Rows of the training set whose pooled columns are in the exchange already. */
  let pooledAhead: Uint32Array | undefined;
  /** The last batch's gradient waits in the exchange: `step` can take it along. */
  let scatterPending = false;

  function pool(which: number, rows: Uint32Array): void {
    scatterNow();
    const ahead = which === Command.poolTraining && pooledAhead !== undefined && sameRows(pooledAhead, rows);
    pooledAhead = undefined;
    words[Word.rowCount] = rows.length;
    if (ahead) return;
    exchange.rows.set(rows);
    command(which);
  }

  function scatterNow(): void {
    if (scatterPending) command(Command.scatter);
    scatterPending = false;
  }

  function normOfAll(): number {
    let squares = gradientNorm(kernels, gradients) ** 2;
    for (let slice = 0; slice <= helpers; slice++) squares += numbers[2 + slice]!;
    return Math.sqrt(squares);
  }

  /** A copy of one of the embedding's arrays, from all slices. */
  function gatherArray(name: string): Float32Array {
    words[Word.array] = leader.slice.arrayNames.indexOf(name);
    command(Command.give);
    return Float32Array.from(exchange.array);
  }

  const engine: Engine = {
    accumulate({ rows, key }, share) {
      pool(Command.poolTraining, rows);
      const mask = dropout === 0 ? undefined : dropoutMask(random.split(String(key)), rows.length * width, dropout);
      const { pooled, pooledGradient } = exchange;
      if (mask !== undefined) for (let at = 0; at < mask.length; at++) pooled[at]! *= mask[at]!;
      head.forward(pooled, rows.length, scores);
      const loss = head.backward({ inputs: pooled, scores, targets: task.targets, rows }, share, pooledGradient);
      if (mask !== undefined) for (let at = 0; at < mask.length; at++) pooledGradient[at]! *= mask[at]!;
      scatterPending = true;
      return loss;
    },
    step(step, learningRate, upcoming) {
      let gradientScale = 1;
      if (config.gradientClip !== null) {
        scatterNow(); // the length of all gradients is known only then
        gradientScale = clipScale(normOfAll(), config.gradientClip);
      }
      words[Word.step] = step;
      words[Word.scatterFirst] = scatterPending ? 1 : 0;
      words[Word.upcomingCount] = upcoming?.length ?? 0;
      if (upcoming !== undefined) exchange.rows.set(upcoming);
      numbers[0] = learningRate;
      numbers[1] = gradientScale;
      command(Command.step);
      scatterPending = false;
      pooledAhead = upcoming;
      optimiser.step(gradients, { step, learningRate, gradientScale });
      constrainNorms(config, head.weight, outputs);
      zeroGradients(kernels, gradients);
    },
    scoreValidation() {
      const texts = task.validation?.rows ?? 0;
      const all = new Float32Array(texts * outputs);
      for (let first = 0; first < texts; first += capacity) {
        const rows = Uint32Array.from({ length: Math.min(capacity, texts - first) }, (_, index) => first + index);
        pool(Command.poolValidation, rows);
        head.forward(exchange.pooled, rows.length, all.subarray(first * outputs));
      }
      return all;
    },
    weights: () => ({
      [EMBEDDING]: gatherArray(EMBEDDING),
      [WEIGHT]: Float32Array.from(head.weight),
      [BIAS]: Float32Array.from(head.bias),
    }),
    optimiserState() {
      const remembered = leader.slice.arrayNames.filter((name) => name !== EMBEDDING);
      return { ...Object.fromEntries(remembered.map((name) => [name, gatherArray(name)])), ...optimiser.state() };
    },
    restore(weights, optimiserState) {
      const all = { ...weights, ...optimiserState };
      for (const [index, name] of leader.slice.arrayNames.entries()) {
        const values = all[name];
        if (values === undefined) continue;
        exchange.array.set(values);
        words[Word.array] = index;
        command(Command.take);
      }
      command(Command.restore);
      head.weight.set(weights[WEIGHT]!);
      head.bias.set(weights[BIAS]!);
      const own = Object.entries(optimiserState).filter(([name]) => !leader.slice.arrayNames.includes(name));
      if (own.length > 0) optimiser.restore(Object.fromEntries(own));
    },
    close() {},
  };
  engine.restore(task.start, {});
  return engine;
}

function sameRows(left: Uint32Array, right: Uint32Array): boolean {
  return left.length === right.length && left.every((row, at) => row === right[at]);
}
