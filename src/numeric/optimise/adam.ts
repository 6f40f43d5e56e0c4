/** @file Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019), with PyTorch's arithmetic. */
import type { Kernels } from "../kernels/index.ts";
import type { AdamConfig } from "./optimiser.config.ts";
import type { Optimiser, Parameter } from "./optimiser.ts";
import { remember } from "./remembered.ts";

/** Adam keeps a moving mean of each gradient and of its square. */
export function adam(kernels: Kernels, config: AdamConfig, parameters: readonly Parameter[]): Optimiser {
  const { beta1, beta2, epsilon } = config;
  const remembered = remember(kernels.memory, parameters, ["mean", "variance"]);
  return {
    step(gradients, { step, learningRate, gradientScale = 1 }) {
      for (const [name, gradient] of Object.entries(gradients)) {
        const { parameter, slots } = remembered.get(name);
        const weightDecay = parameter.weightDecay ?? 0;
        const decoupled = config.type === "adamw/v1";
        const settings = { step, learningRate, beta1, beta2, epsilon, weightDecay, decoupled, gradientScale };
        if ("touched" in gradient) kernels.adamTouched(parameter.values, gradient, slots, settings);
        else kernels.adam(parameter.values, gradient, slots, settings);
      }
    },
    state: remembered.state,
    restore: remembered.restore,
  };
}
