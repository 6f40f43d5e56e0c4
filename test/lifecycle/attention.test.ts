import assert from "node:assert/strict";
import { test } from "node:test";
import { openAttention } from "../../src/lifecycle/bundle/index.ts";
import { architectures, modelGraph, startingWeights } from "../../src/lifecycle/model/index.ts";
import { modelConfig } from "../../src/lifecycle/model/model.config.ts";
import { fitTextPipeline, textColumn } from "../../src/lifecycle/text/index.ts";
import { textPipelineConfig } from "../../src/lifecycle/text/text-pipeline.config.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";

const texts = ["A moving, wonderful film", "Überraschend GUT! 👍🏽", "", "the film"];
const labels = ["no", "yes"];

/** An untrained model of these settings. */
async function modelParts(type: string, text: Readonly<Record<string, unknown>>) {
  const { pipeline } = await fitTextPipeline(textPipelineConfig.parse(text), textColumn(texts));
  const config = modelConfig.parse({ type });
  const size = { labels: labels.length, features: pipeline.featureCount };
  const start = startingWeights(config, size, 1);
  const parameters = Object.fromEntries(
    architectures
      .get(config.type)
      .weights(config, size)
      .map(({ name, shape }) => [name, { type: "float32" as const, shape, data: start[name]! }]),
  );
  return { labels, pipeline, onnx: encodeModel(modelGraph(config, size), { parameters }) };
}

for (const text of [
  { type: "word-ids/v1" },
  { type: "word-ids/v1", words: "unicode", maxLength: 2, truncation: "tail" },
  { type: "subword-ids/v1", minFrequency: 1 },
])
  test(`shares of ${JSON.stringify(text)} are those of parts of the text`, async () => {
    const reader = await openAttention(await modelParts("attention-pool/v1", text));
    try {
      for (const one of texts) {
        const attention = await reader.attentionOf(one);
        assert.equal(attention.length === 0, one === "");
        for (const { start, end, token, share } of attention) {
          assert.equal(one.slice(start, end), token);
          assert.ok(share > 0 && share <= 1);
        }
        const total = attention.reduce((sum, { share }) => sum + share, 0);
        assert.ok(one === "" || Math.abs(total - 1) < 1e-5);
      }
    } finally {
      await reader.close();
    }
  });

test("a model without attention says so", async () => {
  await assert.rejects(openAttention(await modelParts("text-cnn/v1", { type: "word-ids/v1" })), {
    code: "bundle/no-attention",
  });
});
