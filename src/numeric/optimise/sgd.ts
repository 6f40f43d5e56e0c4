/** @file Stochastic gradient descent with momentum or Nesterov's, with PyTorch's arithmetic. */
import type { Kernels } from "../kernels/index.ts";
import type { SgdConfig } from "./optimiser.config.ts";
import type { Optimiser, Parameter } from "./optimiser.ts";
import { remember } from "./remembered.ts";

/** SGD keeps a velocity of each weight where momentum is not 0. */
export function sgd(kernels: Kernels, config: SgdConfig, parameters: readonly Parameter[]): Optimiser {
  const { momentum, nesterov } = config;
  const remembered = remember(kernels.memory, parameters, momentum === 0 ? [] : ["velocity" as const]);
  return {
    step(gradients, { learningRate, gradientScale = 1 }) {
      for (const [name, gradient] of Object.entries(gradients)) {
        const { parameter, slots } = remembered.get(name);
        const velocity = momentum === 0 ? null : slots.velocity;
        const settings = { learningRate, momentum, nesterov, weightDecay: parameter.weightDecay ?? 0, gradientScale };
        if ("touched" in gradient) kernels.sgdTouched(parameter.values, gradient, velocity, settings);
        else kernels.sgd(parameter.values, gradient, velocity, settings);
      }
    },
    state: remembered.state,
    restore: remembered.restore,
  };
}
