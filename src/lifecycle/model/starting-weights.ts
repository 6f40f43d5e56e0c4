/** @file Where weights start. */
import { createRandom, type Random } from "../../foundation/index.ts";
import type { ModelSize, WeightSpec } from "./architecture.ts";
import { architectures } from "./catalog.ts";
import type { ModelConfig } from "./model.config.ts";

/** Starting weights by name: those that are given, the others at random; the same seed gives the same bits. */
export function startingWeights(
  config: ModelConfig,
  size: ModelSize,
  seed: number,
  given: Readonly<Record<string, Float32Array>> = {},
): Record<string, Float32Array> {
  return startingWeightsOf(architectures.get(config.type).weights(config, size), seed, given);
}

/** The same for weights that are listed. */
export function startingWeightsOf(
  specs: readonly WeightSpec[],
  seed: number,
  given: Readonly<Record<string, Float32Array>> = {},
): Record<string, Float32Array> {
  const random = createRandom(seed).split("weights");
  return Object.fromEntries(
    specs.map(({ name, shape, limit, deviation, value, isFirstRowZero }) => {
      if (given[name] !== undefined) return [name, given[name]];
      const own = random.split(name);
      const length = shape.reduce((product, dimension) => product * dimension, 1);
      const values = new Float32Array(length).fill(value ?? 0);
      if (limit > 0) for (let at = 0; at < length; at++) values[at] = (2 * own.float() - 1) * limit;
      if (deviation !== undefined) fillNormal(values, deviation, own);
      if (isFirstRowZero) values.fill(0, 0, shape[1]);
      return [name, values];
    }),
  );
}

/** Box & Muller 1958: two numbers from a normal distribution for each two from a uniform one. */
function fillNormal(values: Float32Array, deviation: number, random: Random): void {
  for (let at = 0; at < values.length; at += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random.float()));
    const angle = 2 * Math.PI * random.float();
    values[at] = radius * Math.cos(angle);
    if (at + 1 < values.length) values[at + 1] = radius * Math.sin(angle);
  }
}
