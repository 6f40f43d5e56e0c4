import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LexopsError } from "../../foundation/index.ts";
import { matchWeights } from "./match-weights.ts";
import type { PretrainedFolder } from "./open-pretrained-folder.ts";
import { tinyBertConfig, tinyBertShapes } from "./pretrained.sample.ts";

type Shapes = Readonly<Record<string, readonly number[]>>;

/** A folder of which only the header is read. */
function headerOf(shapes: Shapes, config: Record<string, unknown> = tinyBertConfig): PretrainedFolder {
  return {
    folder: "model",
    config,
    modelType: String(config["model_type"]),
    architectures: [],
    weightFiles: ["model.safetensors"],
    tensors: new Map(Object.entries(shapes).map(([name, shape]) => [name, { dtype: "F32", shape }])),
    readTensor: () => Promise.reject(new Error("no weights are read")),
    close: async () => {},
  };
}

const elements = (shapes: Shapes) =>
  Object.values(shapes).reduce((sum, shape) => sum + shape.reduce((product, size) => product * size, 1), 0);

const renamed = (shapes: Shapes, rename: (name: string) => string): Shapes =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [rename(name), shape]));

function refuses(
  shapes: Shapes,
  message: RegExp,
  config?: Record<string, unknown>,
  code = "pretrained/weights-mismatch",
) {
  assert.throws(
    () => matchWeights(headerOf(shapes, config)),
    (error) => {
      assert.ok(error instanceof LexopsError, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    },
  );
}

const { "bert.pooler.dense.weight": _weight, "bert.pooler.dense.bias": _bias, ...body } = tinyBertShapes;

test("a body is matched with and without its prefix, and with the names of 2018", () => {
  for (const rename of [
    (name: string) => name,
    (name: string) => name.replace(/^bert\./, ""),
    (name: string) => name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"),
  ]) {
    const matched = matchWeights(headerOf(renamed(tinyBertShapes, rename)));
    assert.equal(matched.parameters, elements(tinyBertShapes));
    assert.deepEqual(matched.leftOut, []);
    assert.equal(matched.labels, null);
    assert.equal(matched.hasLanguageModel, false);
    for (const name of Object.keys(tinyBertShapes)) assert.equal(matched.storedNames.get(name), rename(name));
  }
});

test("heads are told from other heads and from what is no parameter", () => {
  const classifier = { "classifier.weight": [3, 4], "classifier.bias": [3] };
  const id2label = { 0: "good", 1: "bad", 2: "neither" };
  const others = { "qa_outputs.weight": [2, 4], "bert.embeddings.position_ids": [1, 8] };
  const matched = matchWeights(
    headerOf({ ...tinyBertShapes, ...classifier, ...others }, { ...tinyBertConfig, id2label }),
  );
  assert.deepEqual(matched.labels, ["good", "bad", "neither"]);
  assert.deepEqual(matched.leftOut, ["qa_outputs.weight"]);
  const languageModel = {
    "cls.predictions.transform.dense.weight": [4, 4],
    "cls.predictions.transform.dense.bias": [4],
    "cls.predictions.transform.LayerNorm.weight": [4],
    "cls.predictions.transform.LayerNorm.bias": [4],
    "cls.predictions.bias": [10],
  };
  assert.equal(matchWeights(headerOf({ ...body, ...languageModel })).hasLanguageModel, true);
});

test("missing tensors, other shapes and unknown ones are all named at once", () => {
  const { "bert.embeddings.LayerNorm.bias": _, ...without } = tinyBertShapes;
  refuses(
    { ...without, "bert.embeddings.word_embeddings.weight": [11, 4], "bert.encoder.layer.1.output.dense.bias": [4] },
    /1 missing \(bert\.embeddings\.LayerNorm\.bias\); 1 of another shape \(bert\.embeddings\.word_embeddings\.weight has the shape \[11, 4\] and not \[10, 4\]\); 1 unknown \(bert\.encoder\.layer\.1\.output\.dense\.bias\)/,
  );
  refuses({ ...tinyBertShapes, "classifier.weight": [5, 4], "classifier.bias": [5] }, /2 of another shape/);
  refuses({}, /missing \(bert\.embeddings\.word_embeddings\.weight, .*, …\)/);
});

test("architectures and settings that are not supported are named", () => {
  const unsupported = "transformer/unsupported-config";
  refuses({}, /"t5" are not supported/, { model_type: "t5" }, "transformer/unsupported-architecture");
  refuses({}, /"__proto__" are not/, { model_type: "__proto__" }, "transformer/unsupported-architecture");
  refuses({}, /num_hidden_layers|layers/, { ...tinyBertConfig, num_hidden_layers: 1e9 }, unsupported);
  refuses({}, /hidden_size|width/, { ...tinyBertConfig, hidden_size: 2 ** 50 }, unsupported);
  refuses({}, /heads.* must divide/, { ...tinyBertConfig, num_attention_heads: 3 }, unsupported);
  refuses({}, /pad_token_id.*must be an id/, { ...tinyBertConfig, pad_token_id: 10 }, unsupported);
  const roberta = { ...tinyBertConfig, model_type: "roberta", pad_token_id: 7 };
  refuses({}, /no place for a token/, roberta, unsupported);
  refuses(body, /id2label/, { ...tinyBertConfig, id2label: { a: "x" } }, "pretrained/bad-file");
  refuses(body, /none for column 1/, { ...tinyBertConfig, id2label: { 0: "x", 7: "y" } }, "pretrained/bad-file");
});

test("any config.json is understood or refused, and soon", () => {
  const fields = Object.keys(tinyBertConfig).filter((field) => field !== "model_type");
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(1e9, 2 ** 53, 1e308, -1, 0, 1.5, null));
  const type = fc.constantFrom("bert", "distilbert", "roberta", "xlm-roberta", "electra", "mpnet", "gpt2");
  const changes = fc.dictionary(
    fc.constantFrom(...fields, "id2label", "num_labels", "n_layer", "n_embd", "dim"),
    value,
  );
  fc.assert(
    fc.property(type, changes, (model_type, changed) => {
      try {
        matchWeights(headerOf(tinyBertShapes, { ...tinyBertConfig, ...changed, model_type }));
      } catch (error) {
        assert.ok(error instanceof LexopsError, String(error));
      }
    }),
    { numRuns: 300 },
  );
});
