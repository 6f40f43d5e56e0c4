import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { loadBundle, openPredictor, writeBundle } from "../../src/lifecycle/bundle/index.ts";
import { architectures, modelGraph, startingWeights } from "../../src/lifecycle/model/index.ts";
import { modelConfig } from "../../src/lifecycle/model/model.config.ts";
import { fitTextPipeline, textColumn } from "../../src/lifecycle/text/index.ts";
import { textPipelineConfig } from "../../src/lifecycle/text/text-pipeline.config.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import { startServer } from "../../src/server/index.ts";

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
    const model = await openPredictor(await modelParts("attention-pool/v1", text), { threads: 1 });
    try {
      for (const one of texts) {
        const attention = await model.attentionOf!(one);
        assert.equal(attention.length === 0, one === "");
        for (const { start, end, token, share } of attention) {
          assert.equal(one.slice(start, end), token);
          assert.ok(share > 0 && share <= 1);
        }
        const total = attention.reduce((sum, { share }) => sum + share, 0);
        assert.ok(one === "" || Math.abs(total - 1) < 1e-5);
      }
    } finally {
      await model.close();
    }
  });

test("a model without attention says none", async () => {
  const model = await openPredictor(await modelParts("text-cnn/v1", { type: "word-ids/v1" }), { threads: 1 });
  assert.equal(model.attentionOf, undefined);
  await model.close();
});

test("the server tells attention where the model has it and it is asked for", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-attention-"));
  const parts = await modelParts("attention-pool/v1", { type: "word-ids/v1" });
  await writeBundle(path.join(folder, "bundle"), {
    ...parts,
    name: "attentive",
    weights: {},
    recipeYaml: "format: lexops-recipe/v1\n",
    lineage: {},
    files: {},
  });
  const bundle = await loadBundle(path.join(folder, "bundle"), { threads: 1 });
  const server = await startServer(bundle, { port: 0, threads: 1 });
  try {
    const ask = async (body: unknown) => {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(`${server.url}/predict`, { method: "POST", headers, body: JSON.stringify(body) });
      return (await response.json()) as Record<string, unknown>;
    };
    const text = texts[0]!;
    const { attention, ...plain } = await ask({ text, attention: true });
    assert.deepEqual(attention, await bundle.attentionOf!(text));
    assert.deepEqual(plain, await ask({ text }));
    const { predictions } = await ask({ texts: [text], attention: true });
    assert.deepEqual((predictions as readonly { attention: unknown }[])[0]!.attention, attention);
    const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
      components: { schemas: { PredictAnswer: { properties: Record<string, unknown> } } };
    };
    assert.ok("attention" in document.components.schemas.PredictAnswer.properties);
    assert.equal(((await (await fetch(`${server.url}/metadata`)).json()) as { attention: boolean }).attention, true);
  } finally {
    await server.close();
    await bundle.close();
    await rm(folder, { recursive: true });
  }
});
