/** @file Folders of real models, read as they are on the Hugging Face Hub. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { matchWeights, openPretrainedFolder } from "../../src/lifecycle/pretrained/index.ts";
import { sharedModel, withoutModel } from "../parity/shared-data.ts";

const families = {
  "tiny-bert": "bert",
  "tiny-distilbert": "distilbert",
  "tiny-roberta": "roberta",
  "tiny-gpt2": "gpt2",
  "tiny-t5": "t5",
};

test("every tensor of the tiny models is read", { skip: withoutModel(...Object.keys(families)) }, async () => {
  for (const [name, modelType] of Object.entries(families)) {
    const opened = await openPretrainedFolder(sharedModel(name)!);
    assert.equal(opened.modelType, modelType);
    for (const [tensor, { dtype, shape }] of opened.tensors) {
      assert.equal(dtype, "F32");
      const values = await opened.readTensor(tensor);
      assert.equal(
        values.length,
        shape.reduce((product, size) => product * size, 1),
      );
    }
    await opened.close();
  }
});

test("a pre-trained encoder's half precision is widened", { skip: withoutModel("all-minilm-l6-v2") }, async () => {
  const encoder = await openPretrainedFolder(sharedModel("all-minilm-l6-v2")!);
  assert.deepEqual(encoder.tensors.get("embeddings.word_embeddings.weight"), { dtype: "F16", shape: [30522, 384] });
  assert.deepEqual(encoder.tensors.get("embeddings.position_ids"), { dtype: "I64", shape: [1, 512] });
  const embeddings = await encoder.readTensor("embeddings.word_embeddings.weight");
  assert.equal(embeddings.length, 30522 * 384);
  const deviation = Math.sqrt(embeddings.reduce((sum, value) => sum + value * value, 0) / embeddings.length);
  assert.ok(deviation > 0.01 && deviation < 0.2, String(deviation));
  await encoder.close();
});

test("the tensors of real models are those of their architectures", {
  skip: withoutModel("all-minilm-l6-v2", ...Object.keys(families)),
}, async () => {
  const matched = async (name: string) => {
    const opened = await openPretrainedFolder(sharedModel(name)!);
    try {
      return matchWeights(opened);
    } finally {
      await opened.close();
    }
  };
  const encoder = await matched("all-minilm-l6-v2");
  assert.equal(encoder.parameters, 22_713_216);
  assert.deepEqual([encoder.labels, encoder.leftOut, encoder.hasLanguageModel], [null, [], false]);
  for (const name of ["tiny-bert", "tiny-distilbert", "tiny-roberta"]) {
    const { labels, leftOut } = await matched(name);
    assert.equal(labels?.length, 2, name);
    assert.deepEqual(leftOut, [], name);
  }
  const decoder = await matched("tiny-gpt2");
  assert.deepEqual([decoder.labels, decoder.leftOut, decoder.hasLanguageModel], [null, [], true]);
  await assert.rejects(matched("tiny-t5"), { code: "transformer/unsupported-architecture" });
});
