import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ModelConfig } from "../model/index.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { type EngineChoice, trainByMinibatches } from "./minibatch.ts";
import { tokenTask } from "./token-task.sample.ts";

function train(options: Parameters<typeof tokenTask>[0], engine: EngineChoice) {
  const task = tokenTask(options);
  return trainByMinibatches({ ...task, training: task.training as MinibatchConfig }, {}, engine);
}

describe("kernels and graph find the same weights", () => {
  const cases: Readonly<Record<string, Parameters<typeof tokenTask>[0]>> = {
    "max pooling, two labels": { model: { type: "embedding-max-pool/v1", width: 16, dropout: 0 } },
    "mean pooling, two labels": { model: { type: "embedding-mean-pool/v1", width: 16, dropout: 0 } },
    "max pooling, five labels, balanced": { labels: 5, training: { classWeights: "balanced" } },
    "mean pooling with dropout": { model: { type: "embedding-mean-pool/v1", width: 8, dropout: 0.4 } },
    "an odd width, clipping, accumulation, a last batch that is short": {
      model: { type: "embedding-max-pool/v1", width: 19, dropout: 0.1 },
      training: { batchSize: 16, accumulate: 3, gradientClip: 0.05 },
    },
    "SGD with momentum, decay and a schedule": {
      training: {
        optimiser: { type: "sgd/v1", learningRate: 0.5, momentum: 0.9, nesterov: true },
        weightDecay: [{ weights: "*.weight", rate: 0.001 }],
        schedule: { type: "cosine/v1", warmupSteps: 5 },
      },
    },
    "texts with several labels": { labels: 4, several: true },
    "texts with several of two labels, balanced, with dropout": {
      model: { type: "embedding-mean-pool/v1", width: 8, dropout: 0.2 },
      labels: 2,
      several: true,
      training: { classWeights: "balanced" },
    },
    "filters of several sizes, two labels": {
      model: { type: "text-cnn/v1", width: 12, filterSizes: [3, 1, 4], filters: 16, dropout: 0 },
    },
    "filters in odd numbers with dropout, clipping, accumulation, five labels": {
      labels: 5,
      model: { type: "text-cnn/v1", width: 7, filterSizes: [2, 5], filters: 41, dropout: 0.5 },
      training: { batchSize: 16, accumulate: 3, gradientClip: 0.05, classWeights: "balanced" },
    },
    "one filter, SGD with decay": {
      model: { type: "text-cnn/v1", width: 4, filterSizes: [3], filters: 1, dropout: 0 },
      training: {
        optimiser: { type: "sgd/v1", learningRate: 0.5, momentum: 0.9, nesterov: true },
        weightDecay: [{ weights: "convolution-*.weight", rate: 0.001 }],
      },
    },
    "text-cnn with a limit on norms, five labels": {
      labels: 5,
      model: { type: "text-cnn/v1", width: 8, filterSizes: [2, 3], filters: 16, dropout: 0.3 },
      training: { maxNorm: 0.6 },
    },
    "max pooling with a limit on norms, two labels": { training: { maxNorm: 0.4 } },
    "focal loss, two labels": { training: { loss: { type: "focal/v1", gamma: 1.5 } } },
    "focal loss with text-cnn, five labels": {
      labels: 5,
      model: { type: "text-cnn/v1", width: 8, filterSizes: [2, 3], filters: 16, dropout: 0.3 },
      training: { loss: { type: "focal/v1" }, classWeights: "balanced" },
    },
    "focal loss, several labels": { several: true, labels: 3, training: { loss: { type: "focal/v1", gamma: 0.5 } } },
    "label smoothing, five labels": {
      labels: 5,
      training: { loss: { type: "cross-entropy/v1", labelSmoothing: 0.2 } },
    },
    "plain SGD": { training: { optimiser: { type: "sgd/v1", learningRate: 0.5 } } },
    "AdamW with decay": {
      training: { optimiser: { type: "adamw/v1" }, weightDecay: [{ weights: "*", rate: 0.1 }] },
    },
  };
  for (const [name, options] of Object.entries(cases)) {
    test(name, async () => {
      const byKernels = await train(options, "kernels");
      const byGraph = await train(options, "graph");
      assert.deepEqual(Object.keys(byKernels.weights), Object.keys(byGraph.weights));
      for (const [weight, values] of Object.entries(byKernels.weights)) {
        const others = byGraph.weights[weight]!;
        const apart = values.reduce((most, value, at) => Math.max(most, Math.abs(value - others[at]!)), 0);
        assert.ok(apart < 2e-4, `${weight} differs by ${apart}`);
      }
      for (const [index, { metrics }] of byKernels.history.epochs.entries())
        for (const figure of ["loss", "validation-loss"])
          assert.ok(Math.abs(metrics[figure]! - byGraph.history.epochs[index]!.metrics[figure]!) < 1e-4, figure);
    });
  }
});

describe("threads", () => {
  for (const model of [
    { type: "embedding-max-pool/v1", width: 32, dropout: 0.2 },
    { type: "embedding-mean-pool/v1", width: 37, dropout: 0 },
    { type: "text-cnn/v1", width: 8, filterSizes: [2, 3], filters: 40, dropout: 0.5 },
  ] satisfies ModelConfig[])
    test(`${model.type}: any number of them gives the same bits`, async () => {
      const [one, two, three] = await Promise.all([1, 2, 3].map((threads) => train({ model, threads }, "kernels")));
      assert.deepEqual(one, two);
      assert.deepEqual(one, three);
    });
});
