/** @file The kernels as plain loops, rounded to single precision where the kernels are: what the tests compare with. */
import type { AdamStep, SgdStep } from "./kernels.ts";

const single = Math.fround;

/** Pooled rows and winners of max pooling. */
export function plainMaxPool(table: Float32Array, width: number, texts: readonly (readonly number[])[]) {
  const pooled = new Float32Array(texts.length * width);
  const winners = new Int32Array(texts.length * width).fill(-1);
  texts.forEach((ids, text) => {
    for (let column = 0; column < width; column++) {
      for (const id of ids) {
        const at = text * width + column;
        const value = table[id * width + column]!;
        if (winners[at] !== -1 && !(value > pooled[at]!)) continue;
        pooled[at] = value;
        winners[at] = id;
      }
    }
  });
  return { pooled, winners };
}

/** Pooled rows of mean pooling. */
export function plainMeanPool(table: Float32Array, width: number, texts: readonly (readonly number[])[]): Float32Array {
  return Float32Array.from({ length: texts.length * width }, (_, at) => {
    const ids = texts[Math.floor(at / width)]!;
    if (ids.length === 0) return 0;
    const sum = ids.reduce((total, id) => single(total + table[id * width + (at % width)]!), 0);
    return single(sum * single(1 / ids.length));
  });
}

/** One SGD step in place. */
export function plainSgd(
  parameter: Float32Array,
  gradient: Float32Array,
  velocity: Float32Array | null,
  settings: SgdStep,
): void {
  const rate = single(settings.learningRate);
  const momentum = single(settings.momentum);
  const decay = single(settings.weightDecay);
  const scale = single(settings.gradientScale);
  for (let index = 0; index < parameter.length; index++) {
    const slope = single(single(gradient[index]! * scale) + single(decay * parameter[index]!));
    let step = slope;
    if (velocity !== null) {
      velocity[index] = single(momentum * velocity[index]!) + slope;
      step = settings.nesterov ? single(slope + single(momentum * velocity[index]!)) : velocity[index]!;
    }
    parameter[index] = parameter[index]! - single(rate * step);
  }
}

/** One Adam step in place. */
export function plainAdam(
  parameter: Float32Array,
  gradient: Float32Array,
  { mean, variance }: { readonly mean: Float32Array; readonly variance: Float32Array },
  settings: AdamStep,
): void {
  const { learningRate, beta1, beta2, step, weightDecay, decoupled } = settings;
  const stepSize = single(learningRate / (1 - beta1 ** step));
  const inverseRoot = single(1 / Math.sqrt(1 - beta2 ** step));
  const decay = single(decoupled ? 0 : weightDecay);
  const keep = single(decoupled ? 1 - learningRate * weightDecay : 1);
  const [first, firstRest, second, secondRest] = [beta1, 1 - beta1, beta2, 1 - beta2].map(single) as [
    number,
    number,
    number,
    number,
  ];
  for (let index = 0; index < parameter.length; index++) {
    const value = parameter[index]!;
    const slope = single(single(gradient[index]! * single(settings.gradientScale)) + single(decay * value));
    mean[index] = single(mean[index]! * first) + single(slope * firstRest);
    variance[index] = single(variance[index]! * second) + single(single(slope * slope) * secondRest);
    const root = single(single(Math.sqrt(variance[index]!)) * inverseRoot);
    const denominator = single(root + single(settings.epsilon));
    parameter[index] = single(value * keep) - single(single(stepSize * mean[index]!) / denominator);
  }
}

/** Largest answers and winners [texts, filters] of filters [size, filters, width] over texts of rows [rows, width]. */
export function plainConvolveMax(
  rows: Float32Array,
  weights: Float32Array,
  { filters, size, width }: { readonly filters: number; readonly size: number; readonly width: number },
  texts: readonly (readonly number[])[],
) {
  const largest = new Float64Array(texts.length * filters);
  const winners = new Int32Array(texts.length * filters).fill(-1);
  for (const [text, tokens] of texts.entries())
    for (let filter = 0; filter < filters; filter++)
      for (let start = 0; start < tokens.length; start++) {
        let answer = 0;
        for (let place = 0; place < size && start + place < tokens.length; place++)
          for (let column = 0; column < width; column++)
            answer +=
              rows[tokens[start + place]! * width + column]! * weights[(place * filters + filter) * width + column]!;
        const at = text * filters + filter;
        if (winners[at] !== -1 && answer <= largest[at]!) continue;
        largest[at] = answer;
        winners[at] = start;
      }
  return { largest, winners };
}
