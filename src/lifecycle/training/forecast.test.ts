import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelConfig } from "../model/index.ts";
import { readTransformerConfig } from "../transformer/index.ts";
import { forecastSentence, forecastTraining, operationsPerSecond, requireMemory } from "./forecast.ts";
import { minibatchConfig } from "./minibatch.config.ts";

/** MiniLM's sizes. */
const transformer = readTransformerConfig("bert", {
  vocab_size: 30522,
  hidden_size: 384,
  num_hidden_layers: 6,
  num_attention_heads: 12,
  intermediate_size: 1536,
  hidden_dropout_prob: 0,
  attention_probs_dropout_prob: 0,
});

function taskOf(lora: (ModelConfig & { type: "transformer/v1" })["lora"], batchSize: number) {
  const texts = 160;
  return {
    model: { type: "transformer/v1", transformer, pooling: "head", lora },
    size: { labels: 2, features: 30522 },
    config: minibatchConfig.parse({ type: "minibatch/v1", epochs: 3, batchSize }),
    train: {
      rows: texts,
      vocabularySize: 30522,
      offsets: Float64Array.from({ length: texts + 1 }, (_, row) => row * 128),
      ids: new Int32Array(texts * 128),
    },
  } as const;
}

test("a full fine-tuning of six layers by batches of 16 × 128 takes about what was measured: 1.2 GB", () => {
  const forecast = forecastTraining(taskOf(null, 16));
  assert.equal(forecast.weights, 22_713_986);
  assert.equal(forecast.moving, forecast.weights);
  assert.equal(forecast.steps, 30);
  assert.ok(forecast.memoryBytes > 1.0e9 && forecast.memoryBytes < 1.5e9, `${forecast.memoryBytes}`);
  // Six layers' products, three passes: 4.2 GFLOP for each thousand tokens and pass.
  assert.ok(Math.abs(forecast.operations / (3 * 160 * 128 * 3 * 22.2e6) - 1) < 0.1, `${forecast.operations}`);
});

test("adapters move a hundredth of the weights; smaller batches need less memory", () => {
  const full = forecastTraining(taskOf(null, 16));
  const adapters = forecastTraining(taskOf({ rank: 8, alpha: 16, dropout: 0 }, 16));
  assert.ok(adapters.moving < 0.015 * full.moving);
  assert.ok(adapters.memoryBytes < full.memoryBytes);
  const { config, ...others } = taskOf(null, 16);
  const low = forecastTraining({ ...others, config: { ...config, memory: "low" } });
  assert.ok(low.memoryBytes < full.memoryBytes && low.operations > full.operations);
  assert.ok(forecastTraining(taskOf(null, 4)).memoryBytes < 0.7 * full.memoryBytes);
});

test("what cannot fit is refused with what to do", () => {
  const forecast = forecastTraining(taskOf(null, 16));
  requireMemory(forecast, 8e9);
  assert.throws(() => requireMemory(forecast, 0.5e9), { message: /about 1\.\d GB of memory, but there are 0\.5 GB/ });
  assert.throws(() => requireMemory({ ...forecast, weights: 3e8, moving: 3e8 }, 64e9), {
    code: "training/not-enough-memory",
  });
});

test("the sentence says weights, steps, time and memory", async () => {
  const sentence = forecastSentence(forecastTraining(taskOf(null, 16)), await operationsPerSecond(1));
  assert.match(
    sentence,
    /^Training moves 22,713,986 weights in 30 steps: about [\d.]+ (s|min|h) and 1\.\d GB of memory\.$/,
  );
});
