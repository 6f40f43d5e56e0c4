/** @file Where weights start. */
import { createRandom } from "../../foundation/index.ts";
import type { ModelSize } from "./architecture.ts";
import { architectures } from "./catalog.ts";
import type { ModelConfig } from "./model.config.ts";

/** Starting weights by name; the same seed gives the same bits. */
export function startingWeights(config: ModelConfig, size: ModelSize, seed: number): Record<string, Float32Array> {
  const random = createRandom(seed).split("weights");
  const specs = architectures.get(config.type).weights(config, size);
  return Object.fromEntries(
    specs.map(({ name, shape, limit, isFirstRowZero }) => {
      const own = random.split(name);
      const length = shape.reduce((product, dimension) => product * dimension, 1);
      const draw = () => (2 * own.float() - 1) * limit;
      const values = limit === 0 ? new Float32Array(length) : Float32Array.from({ length }, draw);
      if (isFirstRowZero) values.fill(0, 0, shape[1]);
      return [name, values];
    }),
  );
}
