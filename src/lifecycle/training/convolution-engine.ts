/**
 * @file Trains Kim's network with kernels: a token that a batch holds many times is multiplied once, and gradients go
 * back only to the windows that won. The same numbers as the model's graph (`graph-engine.ts`) in a fraction of the time.
 */
import { createRandom } from "../../foundation/index.ts";
import { createKernels, createTouchedGradient, ownKernelMemory } from "../../numeric/kernels/index.ts";
import {
  clipScale,
  createOptimiser,
  gradientNorm,
  weightDecayOf,
  zeroGradients,
} from "../../numeric/optimise/index.ts";
import type { TextConvolution } from "../model/index.ts";
import type { TokenRows } from "../text/index.ts";
import type { StateArrays } from "./checkpoint.ts";
import {
  Address,
  type ConvolutionExchange,
  convolutionLayout,
  type FilterUnit,
  rowGradientAddress,
  unitAddresses,
  Word,
  Work,
  workTogether,
} from "./convolution-team.ts";
import { createDenseHead } from "./dense-head.ts";
import { dropoutMask } from "./dropout.ts";
import type { Engine } from "./engine.ts";
import { constrainNorms } from "./max-norm.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { EMBEDDING } from "./starting-vectors.ts";
import { createTableOptimiser } from "./table-optimiser.ts";
import type { LabelTargets } from "./training-task.ts";

/** What the engine is made for. */
export interface ConvolutionTask extends TextConvolution {
  /** 1 where one score decides between two labels. */
  readonly outputs: number;
  /** Size of the vocabulary. */
  readonly features: number;
  readonly config: MinibatchConfig;
  readonly seed: number;
  readonly train: TokenRows;
  readonly targets: LabelTargets;
  readonly labelWeights: Float64Array | undefined;
  readonly validation: TokenRows | undefined;
  /** Starting weights by name. */
  readonly start: StateArrays;
}

const DENSE_WEIGHT = "dense.weight";
const DENSE_BIAS = "dense.bias";
const weightName = (size: number) => `convolution-${size}.weight`;
const biasName = (size: number) => `convolution-${size}.bias`;

/** Texts of one pass when scoring. */
const SCORED_TEXTS = 128;

/** The engine over the exchange's memory, with so many other threads that run `helpConvolve` until `END` is announced. */
export function createConvolutionEngine(
  task: ConvolutionTask,
  exchange: ConvolutionExchange,
  helpers: number,
  check: () => void,
): Engine {
  const { width, filterSizes, filters, config, outputs, features, dropout } = task;
  const { words, addresses } = exchange;
  const layout = convolutionLayout(task);
  const { stride, units, slices } = layout;
  const kernels = createKernels(ownKernelMemory(exchange.memory));
  const { memory } = kernels;
  const team = { kernels, helpers, check };
  const answers = filterSizes.length * filters;
  const capacity = Math.max(config.batchSize, SCORED_TEXTS);

  const noted = <Values extends Float32Array | Int32Array>(address: number, values: Values): Values => {
    addresses[address] = values.byteOffset;
    return values;
  };
  const blocks = units.map((unit) => {
    const at = unitAddresses(layout, unit);
    const length = unit.size * unit.filters * width;
    noted(at.packed, memory.float32(length));
    return {
      unit,
      name: `${weightName(unit.size)}/${unit.first}`,
      weights: noted(at.weights, memory.float32(length)),
      gradient: noted(at.weightGradient, memory.float32(length)),
    };
  });
  const biases = filterSizes.map((size) => ({
    name: biasName(size),
    values: memory.float32(filters),
    gradient: memory.float32(filters),
  }));
  const head = createDenseHead(kernels, { ...task, width: answers, loss: config.loss });
  const table = memory.float32(features * width);
  const tableGradient = createTouchedGradient(memory, features, width);
  const decayOf = (name: string) => weightDecayOf(config.weightDecay, name);
  const tableOptimiser = createTableOptimiser(kernels, config.optimiser, {
    name: EMBEDDING,
    values: table,
    width,
    weightDecay: decayOf(EMBEDDING),
  });
  const optimiser = createOptimiser(kernels, config.optimiser, [
    ...blocks.map(({ name, unit, weights }) => ({
      name,
      values: weights,
      weightDecay: decayOf(weightName(unit.size)),
    })),
    ...biases.map(({ name, values }) => ({ name, values, weightDecay: decayOf(name) })),
    { name: DENSE_WEIGHT, values: head.weight, weightDecay: decayOf(DENSE_WEIGHT) },
    { name: DENSE_BIAS, values: head.bias, weightDecay: decayOf(DENSE_BIAS) },
  ]);
  const gradients = {
    ...Object.fromEntries([...blocks, ...biases].map(({ name, gradient }) => [name, gradient])),
    [DENSE_WEIGHT]: head.weightGradient,
    [DENSE_BIAS]: head.biasGradient,
  };
  const isFrozen = config.vectors?.frozen === true;
  const random = createRandom(task.seed).split("dropout");

  const offsets = noted(Address.offsets, memory.int32(capacity + 1));
  const largest = noted(Address.largest, memory.float32(capacity * stride));
  noted(Address.winners, memory.int32(capacity * stride));
  const largestGradient = noted(Address.gradient, memory.float32(capacity * stride));
  const inputs = new Float32Array(capacity * answers);
  const inputGradient = new Float32Array(capacity * answers);
  const scores = new Float32Array(capacity * outputs);
  /** Which row of the batch each id of the vocabulary has; -1 where it has none. */
  const rowOf = new Int32Array(features).fill(-1);
  const afterFixed = memory.mark();
  let rowCapacity = 0;
  let tokenCapacity = 0;
  let ids = memory.int32(0);
  let tokenRows = memory.int32(0);
  let rows = memory.float32(0);
  let rowGradients: readonly Float32Array[] = [];

  /** Room for so many different tokens, and tokens. */
  function reserve(differentTokens: number, tokens: number): void {
    if (differentTokens <= rowCapacity && tokens <= tokenCapacity) return;
    rowCapacity = Math.max(rowCapacity, Math.min(features, Math.ceil(differentTokens * 1.25)));
    tokenCapacity = Math.max(tokenCapacity, Math.ceil(tokens * 1.25));
    memory.release(afterFixed);
    ids = memory.int32(rowCapacity);
    tokenRows = noted(Address.tokens, memory.int32(tokenCapacity));
    rows = noted(Address.rows, memory.float32(rowCapacity * width));
    rowGradients = slices.map((_, slice) => noted(rowGradientAddress(slice), memory.float32(rowCapacity * width)));
    for (const unit of units)
      noted(unitAddresses(layout, unit).product, memory.float32(rowCapacity * unit.size * unit.filters));
  }

  /** Takes texts to the exchange; how many different tokens they have. */
  function read(texts: TokenRows, textRows: Uint32Array): number {
    const different: number[] = [];
    const tokens: number[] = [];
    for (const [position, row] of textRows.entries()) {
      for (let at = texts.offsets[row]!; at < texts.offsets[row + 1]!; at++) {
        const id = texts.ids[at]!;
        if (rowOf[id] === -1) rowOf[id] = different.push(id) - 1;
        tokens.push(rowOf[id]!);
      }
      offsets[position + 1] = tokens.length;
    }
    for (const id of different) rowOf[id] = -1;
    reserve(different.length, tokens.length);
    ids.set(different);
    tokenRows.set(tokens);
    words[Word.texts] = textRows.length;
    words[Word.tokens] = tokens.length;
    words[Word.rows] = different.length;
    tableOptimiser.beforeReading(ids.subarray(0, different.length));
    for (const [row, id] of different.entries()) rows.set(table.subarray(id * width, (id + 1) * width), row * width);
    return different.length;
  }

  /** Where the answer of each filter of each size is among the columns. */
  const columnOf = (place: number, filter: number) => (place * stride) / filterSizes.length + filter;

  /** The dense layer's inputs of the texts in the exchange. */
  function answer(texts: number): void {
    workTogether(Work.forward, exchange, layout, team);
    for (let text = 0, to = 0; text < texts; text++) {
      const empty = offsets[text] === offsets[text + 1];
      for (const [place, { values }] of biases.entries())
        for (let filter = 0; filter < filters; filter++) {
          const value = largest[text * stride + columnOf(place, filter)]! + values[filter]!;
          inputs[to++] = empty ? 0 : Math.max(0, value);
        }
    }
  }

  /** The gradient by the largest answers, and by the biases, from that by the dense layer's inputs. */
  function passBack(texts: number, mask: Float32Array | undefined): void {
    for (let text = 0, from = 0; text < texts; text++)
      for (const [place, { gradient }] of biases.entries())
        for (let filter = 0; filter < filters; filter++, from++) {
          const slope = inputs[from]! > 0 ? inputGradient[from]! * (mask?.[from] ?? 1) : 0;
          largestGradient[text * stride + columnOf(place, filter)] = slope;
          gradient[filter]! += slope;
        }
  }

  const engine: Engine = {
    accumulate({ rows: textRows, key }, share) {
      const different = read(task.train, textRows);
      const texts = textRows.length;
      answer(texts);
      const mask = dropout === 0 ? undefined : dropoutMask(random.split(String(key)), texts * answers, dropout);
      if (mask !== undefined) for (let at = 0; at < mask.length; at++) inputs[at]! *= mask[at]!;
      head.forward(inputs, texts, scores);
      const batch = { inputs, scores, targets: task.targets, rows: textRows };
      const loss = head.backward(batch, share, inputGradient);
      passBack(texts, mask);
      workTogether(Work.backward, exchange, layout, team);
      if (isFrozen) return loss;
      for (const rowGradient of rowGradients)
        kernels.scatterRows(tableGradient, rowGradient.subarray(0, different * width), ids.subarray(0, different));
      return loss;
    },
    step(step, learningRate) {
      const all = { ...gradients, [EMBEDDING]: tableGradient };
      const limit = config.gradientClip;
      const gradientScale = limit === null ? 1 : clipScale(gradientNorm(kernels, all), limit);
      const facts = { step, learningRate, gradientScale };
      optimiser.step(gradients, facts);
      constrainNorms(config, head.weight, outputs);
      if (!isFrozen) tableOptimiser.step(tableGradient, facts);
      zeroGradients(kernels, all);
    },
    scoreValidation() {
      const texts = task.validation?.rows ?? 0;
      const all = new Float32Array(texts * outputs);
      for (let first = 0; first < texts; first += SCORED_TEXTS) {
        const count = Math.min(SCORED_TEXTS, texts - first);
        read(
          task.validation!,
          Uint32Array.from({ length: count }, (_, index) => first + index),
        );
        answer(count);
        head.forward(inputs, count, all.subarray(first * outputs));
      }
      return all;
    },
    weights() {
      tableOptimiser.state(); // brings the table up to date
      const whole = (size: number) => {
        const values = new Float32Array(filters * width * size);
        for (const { unit, weights } of blocks)
          if (unit.size === size) eachWeight(unit, width, (inner, outer) => (values[outer] = weights[inner]!));
        return values;
      };
      return {
        [EMBEDDING]: Float32Array.from(table),
        ...Object.fromEntries(
          filterSizes.flatMap((size, place) => [
            [weightName(size), whole(size)],
            [biasName(size), Float32Array.from(biases[place]!.values)],
          ]),
        ),
        [DENSE_WEIGHT]: Float32Array.from(head.weight),
        [DENSE_BIAS]: Float32Array.from(head.bias),
      };
    },
    optimiserState: () => ({ ...optimiser.state(), ...tableOptimiser.state() }),
    restore(weights, optimiserState) {
      table.set(weights[EMBEDDING]!);
      for (const { unit, weights: own } of blocks) {
        const values = weights[weightName(unit.size)]!;
        eachWeight(unit, width, (inner, outer) => (own[inner] = values[outer]!));
      }
      for (const { name, values } of biases) values.set(weights[name]!);
      head.weight.set(weights[DENSE_WEIGHT]!);
      head.bias.set(weights[DENSE_BIAS]!);
      if (Object.keys(optimiserState).length === 0) return;
      optimiser.restore(optimiserState);
      tableOptimiser.restore(optimiserState);
    },
    close() {},
  };
  engine.restore(task.start, {});
  return engine;
}

/** Every weight of a unit: where it is there [size, filters, width] and in the model [filters, width, size]. */
function eachWeight(unit: FilterUnit, width: number, visit: (inner: number, outer: number) => void): void {
  const { size, filters, first, real } = unit;
  for (let place = 0; place < size; place++)
    for (let filter = 0; filter < real; filter++)
      for (let column = 0; column < width; column++)
        visit((place * filters + filter) * width + column, ((first + filter) * width + column) * size + place);
}
