/** @file Exported folders load in Python's transformers and in transformers.js, and answer as their bundles do. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { exportModel, train } from "../../src/index.ts";
import { openPredictor, writeBundle } from "../../src/lifecycle/bundle/index.ts";
import { hasLabelSets, type Task } from "../../src/lifecycle/labels/index.ts";
import { architectures, type ModelConfig, shippedModel, weightTensors } from "../../src/lifecycle/model/index.ts";
import { tinyTransformer } from "../../src/lifecycle/model/tiny-transformer.sample.ts";
import { recipes, renderRecipe } from "../../src/lifecycle/recipe/index.ts";
import { fitTextPipeline, textColumn } from "../../src/lifecycle/text/index.ts";
import { textPipelineConfig } from "../../src/lifecycle/text/text-pipeline.config.ts";
import { transformers } from "../../src/lifecycle/transformer/index.ts";
import { encodeModel } from "../../src/numeric/onnx/index.ts";
import { sampleReviews } from "../cli/run-lexops.ts";
import { runTransformersJs, withoutTransformersJs } from "./peer-node.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedModel, withoutModel } from "./shared-data.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-exported-"));
after(() => rmSync(root, { recursive: true, force: true }));

/** Whose tokenizer each architecture takes, and padding's id there. */
const tokenizers: Readonly<Record<string, readonly [model: string, paddingId: number | null]>> = {
  bert: ["tiny-bert", 0],
  distilbert: ["tiny-distilbert", 0],
  roberta: ["tiny-roberta", 1],
  "xlm-roberta": ["tiny-roberta", 1],
  electra: ["tiny-bert", 0],
  mpnet: ["tiny-roberta", 1],
  gpt2: ["tiny-gpt2", null],
};
const maxLength = 24;
const texts = [
  "a great film",
  "x",
  "Ångström’s café ☕",
  `a long one that is cut: ${"the acting was dull and the plot boring ".repeat(8)}`,
];

interface Made {
  readonly architecture: string;
  readonly folder: string;
  readonly labels: readonly string[];
  readonly task: Task | undefined;
  /** The bundle's probabilities, text by text. */
  readonly scores: readonly (readonly number[])[];
}

/** A bundle and its export. Weights are random, norms and biases too, so that a forgotten or exchanged one shows. */
async function makeExport(architecture: string): Promise<Made> {
  const { bundle, contents } = await makeBundle(architecture);
  const { labels, task } = contents;
  const folder = path.join(root, architecture);
  const { notices } = await exportModel(bundle, { output: folder });
  assert.equal(notices.length, architecture === "gpt2" ? 1 : 0);
  const predictor = await openPredictor(contents, { threads: 1 });
  const flat = await predictor.score(textColumn(texts));
  await predictor.close();
  const scores = texts.map((_, at) => [...flat.subarray(at * labels.length, (at + 1) * labels.length)]);
  return { architecture, folder, labels, task, scores };
}

async function makeBundle(architecture: string, pooling = "head", files: Readonly<Record<string, string>> = {}) {
  const [model, paddingId] = tokenizers[architecture]!;
  const tokenizer = readFileSync(path.join(sharedModel(model)!, "tokenizer.json"));
  const text = textPipelineConfig.parse({ type: "tokenizer/v1", maxLength });
  const { pipeline } = await fitTextPipeline(text, textColumn(["a"]), { tokenizer });
  const task: Task | undefined = architecture === "roberta" ? "multi-label-text-classification" : undefined;
  const labels = architecture === "electra" ? ["bad", "good"] : ["a", "b", "c"];
  const lora = architecture === "bert" || architecture === "gpt2" ? { rank: 2, alpha: 6 } : null;
  const tiny = tinyTransformer(architecture, pipeline.featureCount, { pooling, lora });
  const config: ModelConfig = { ...tiny, transformer: { ...tiny.transformer!, paddingId } };
  const size = { labels: labels.length, features: pipeline.featureCount, task };
  const specs = architectures.get(config.type).weights(config, size);
  const random = createRandom(architecture);
  const weights = Object.fromEntries(
    specs.map(({ name, shape, value = 0 }) => {
      const length = shape.reduce((product, dimension) => product * dimension, 1);
      return [name, Float32Array.from({ length }, () => value + 0.3 * random.normal())];
    }),
  );
  const { graph, parameters } = shippedModel(config, size, weights);
  const contents = {
    name: architecture,
    task,
    labels,
    pipeline,
    onnx: encodeModel(graph, { parameters }),
    weights: weightTensors(specs, weights),
    recipeYaml: renderRecipe({ ...recipes.get("fine-tune").recipe, task, text, model: config }),
    lineage: {},
    files,
  };
  const bundle = path.join(root, `${architecture}-${pooling}-bundle`);
  await writeBundle(bundle, contents);
  return { bundle, contents };
}

function requireSameAnswers(made: Made, logits: readonly (readonly number[])[]) {
  for (const [at, row] of logits.entries()) {
    const powers = row.map((value) => Math.exp(value - Math.max(...row)));
    const sum = powers.reduce((total, power) => total + power, 0);
    const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
    for (const [label, expected] of made.scores[at]!.entries()) {
      const found = hasLabelSets(made.task) ? sigmoid(row[label]!) : powers[label]! / sum;
      assert.ok(Math.abs(found - expected) < 1e-5, `${made.architecture}, text ${at}: ${found}, not ${expected}`);
    }
  }
}

describe("exported folders", {
  skip: withoutModel("tiny-bert", "tiny-distilbert", "tiny-roberta", "tiny-gpt2"),
}, () => {
  const made: Made[] = [];
  before(async () => {
    for (const architecture of transformers.names) made.push(await makeExport(architecture));
  });

  function writeTask(exports: readonly Made[], name: string): string {
    const file = path.join(root, name);
    writeFileSync(file, JSON.stringify({ folders: exports.map(({ folder }) => folder), texts }));
    return file;
  }
  const answersOf = (output: string) =>
    output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  test("answer as their bundles do in Python's transformers", { skip: withoutPeers() }, async () => {
    const script = path.join(import.meta.dirname, "exported_model.py");
    const answers = answersOf(await runPeer(script, [writeTask(made, "python.json")]));
    for (const [at, one] of made.entries()) {
      const answer = answers[at];
      assert.equal(answer.class, transformers.get(one.architecture).classifierClass);
      assert.deepEqual([answer.missing, answer.unexpected], [[], []], one.architecture);
      assert.deepEqual(answer.labels, one.labels);
      assert.equal(answer.ids.at(-1).length, maxLength);
      assert.deepEqual([answer.alone.length, answer.together.length], [texts.length, texts.length]);
      requireSameAnswers(one, answer.alone);
      requireSameAnswers(one, answer.together);
    }
  });

  test("answer as their bundles do in transformers.js", { skip: withoutTransformersJs() }, async () => {
    const known = made.filter(({ architecture }) => architecture !== "gpt2");
    const script = path.join(import.meta.dirname, "exported-model-peer.mjs");
    const answers = answersOf(await runTransformersJs(script, [writeTask(known, "node.json")]));
    for (const [at, one] of known.entries()) {
      const { labels, ids, together } = answers[at];
      assert.deepEqual(labels, one.labels);
      assert.equal(ids.at(-1).length, maxLength);
      assert.equal(together.length, texts.length);
      // Of a text that is cut, transformers.js drops the closing token too.
      requireSameAnswers(one, together.slice(0, -1));
    }
  });

  test("are not made of models that transformers has no class for, nor over other folders", async () => {
    const { bundle } = await makeBundle("bert", "mean");
    const output = path.join(root, "not-exported");
    const refusal = { code: "export/not-exportable", message: /mean of the tokens' rows/ };
    await assert.rejects(exportModel(bundle, { output }), refusal);
    const { folder } = made[0]!;
    writeFileSync(path.join(root, "reviews.csv"), sampleReviews(60));
    await train(path.join(root, "reviews.csv"), { recipe: "logistic-regression", output: path.join(root, "linear") });
    const linear = { code: "export/not-exportable", message: /its model is logistic-regression\/v1/ };
    await assert.rejects(exportModel(path.join(root, "linear"), { output }), linear);
    assert.equal(existsSync(output), false);
    await assert.rejects(exportModel(bundle, { output: root }), { code: "actions/output-in-the-way" });
    await assert.rejects(exportModel(folder, { output }), { code: "bundle/not-a-bundle" });
  });

  test("say what they can't tell, and are the same each time", async () => {
    const { bundle } = await makeBundle("distilbert", "head", { "calibration.json": "{}" });
    const told: string[] = [];
    const options = { output: path.join(root, "again"), notice: (text: string) => told.push(text) };
    const first = await exportModel(bundle, options);
    assert.deepEqual(await exportModel(bundle, options), first);
    assert.match(told[0]!, /calibration is in onnx\/model\.onnx alone/);
    assert.deepEqual(first.notices, told.slice(0, 1));
  });
});
