/** @file The catalogue of optimisers. */
import { createCatalog } from "../../foundation/index.ts";
import type { Kernels } from "../kernels/index.ts";
import { adam } from "./adam.ts";
import type { OptimiserConfig } from "./optimiser.config.ts";
import type { Optimiser, Parameter } from "./optimiser.ts";
import { sgd } from "./sgd.ts";

type Create<Config> = (kernels: Kernels, config: Config, parameters: readonly Parameter[]) => Optimiser;

const table: { readonly [Type in OptimiserConfig["type"]]: Create<Extract<OptimiserConfig, { type: Type }>> } = {
  "adam/v1": adam,
  "adamw/v1": adam,
  "sgd/v1": sgd,
};

/** Every optimiser by the `type` of its settings. */
export const optimisers = createCatalog<Create<never>>("optimiser", table);

/** An optimiser of these parameters, whose values must be in the kernels' memory. Its learning rate comes with each step. */
export function createOptimiser(
  kernels: Kernels,
  config: OptimiserConfig,
  parameters: readonly Parameter[],
): Optimiser {
  return optimisers.get(config.type)(kernels, config as never, parameters);
}
