import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import type { TensorData } from "../../numeric/graph/index.ts";
import { encodeModel } from "../../numeric/onnx/index.ts";
import { createSession } from "../../numeric/runtime/index.ts";
import type { ModelSize } from "./architecture.ts";
import { architectures } from "./catalog.ts";
import { modelGraph, shippedModel, weightTensors } from "./index.ts";
import { type ModelConfig, modelConfig } from "./model.config.ts";
import { tinyTransformer } from "./tiny-transformer.sample.ts";

const FEATURES = 40;

const int64 = (shape: readonly number[], values: readonly number[]): TensorData => ({
  type: "int64",
  shape,
  data: BigInt64Array.from(values, BigInt),
});
const feeds = {
  input_ids: int64([3, 4], [1, 5, 39, 0, 7, 0, 0, 0, 0, 0, 0, 0]),
  attention_mask: int64([3, 4], [1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
};

describe("what ships of fast-text", () => {
  const sizes: readonly ModelSize[] = [
    { labels: 2, features: FEATURES },
    { labels: 2, features: FEATURES, task: "multi-label-text-classification" },
    { labels: 5, features: FEATURES },
    { labels: 30, features: FEATURES },
  ];
  for (const size of sizes)
    test(`answers as the trained weights do: ${size.labels} labels, ${size.task ?? "one a text"}`, async () => {
      const config = modelConfig.parse({ type: "fast-text/v1", width: 10 });
      const specs = architectures.get(config.type).weights(config, size);
      const random = createRandom("weights");
      const weights = Object.fromEntries(
        specs.map(({ name, shape, isFirstRowZero }) => {
          const values = Float32Array.from({ length: shape[0]! * shape[1]! }, () => random.normal());
          return [name, isFirstRowZero ? values.fill(0, 0, shape[1]) : values];
        }),
      );
      const shipped = shippedModel(config, size, weights);
      const outputs = specs[1]!.shape[1]!;
      const expectedNames = outputs < 10 ? ["scores.weight"] : ["embedding.weight", "dense.weight"];
      assert.deepEqual(Object.keys(shipped.parameters), expectedNames);
      await requireSameAnswers(config, size, weights);
    });
});

describe("what ships of a transformer with adapters", () => {
  for (const architecture of ["bert", "distilbert", "mpnet", "gpt2"])
    test(`answers as the trained weights do: ${architecture}`, async () => {
      const config = tinyTransformer(architecture, FEATURES, { lora: { rank: 3, alpha: 5 } });
      const size = { labels: 3, features: FEATURES };
      const random = createRandom("weights");
      const specs = architectures.get(config.type).weights(config, size);
      const weights = Object.fromEntries(
        specs.map(({ name, shape, value = 0 }) => {
          const length = shape.reduce((product, dimension) => product * dimension, 1);
          return [name, Float32Array.from({ length }, () => value + 0.3 * random.normal())];
        }),
      );
      const { parameters } = shippedModel(config, size, weights);
      assert.ok(!Object.keys(parameters).some((name) => name.includes("lora")));
      await requireSameAnswers(config, size, weights);
    });
});

async function requireSameAnswers(
  config: ModelConfig,
  size: ModelSize,
  weights: Readonly<Record<string, Float32Array>>,
): Promise<void> {
  const specs = architectures.get(config.type).weights(config, size);
  const trained = { graph: modelGraph(config, size), parameters: weightTensors(specs, weights) };
  const [own, expected] = await Promise.all(
    [shippedModel(config, size, weights), trained].map(async ({ graph, parameters }) => {
      const session = await createSession(encodeModel(graph, { parameters }));
      const { logits } = await session.run(feeds);
      await session.release();
      return logits!;
    }),
  );
  assert.deepEqual(own!.shape, [3, size.labels]);
  for (const [at, value] of own!.data.entries()) assert.ok(Math.abs(Number(value) - Number(expected!.data[at])) < 1e-5);
}
