import { type MinibatchConfig, minibatchConfig } from "./minibatch.config.ts";

/** How a language model is trained: AdamW with decay on matrices, a short warm-up, then down in a line. */
export function languageModelTraining(settings: {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
}): MinibatchConfig {
  const { epochs, batchSize, learningRate } = settings;
  return minibatchConfig.parse({
    type: "minibatch/v1",
    ...{ epochs, batchSize },
    optimiser: { type: "adamw/v1", learningRate, epsilon: 1e-8 },
    schedule: { type: "linear/v1", warmupShare: 0.06 },
    gradientClip: 1,
    weightDecay: [
      { weights: "*bias", rate: 0 },
      { weights: "*orm.weight", rate: 0 },
      { weights: "*.ln_*.weight", rate: 0 },
      { weights: "*", rate: 0.01 },
    ],
  });
}
