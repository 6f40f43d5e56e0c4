import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createSession } from "../../numeric/runtime/index.ts";
import { tokenFeeds } from "../bundle/index.ts";
import type { ModelConfig } from "../model/index.ts";
import { readTransformerConfig } from "../transformer/index.ts";
import { trainModel } from "./index.ts";
import { tokenTask } from "./token-task.sample.ts";
import type { TrainingTask } from "./training-task.ts";
import { validationFigures } from "./validation-figures.ts";

const transformer = readTransformerConfig("bert", {
  ...{ vocab_size: 120, hidden_size: 16, num_hidden_layers: 2, num_attention_heads: 2 },
  ...{ intermediate_size: 24, max_position_embeddings: 30 },
});

/** Rates as a transformer takes them that starts at random. */
const training = {
  ...{ type: "contrastive/v1", epochs: 2, iterations: 4 },
  optimiser: { type: "adamw/v1", learningRate: 0.003 },
  head: { c: 10 },
};

function fewTexts(
  settings: Partial<ModelConfig & { readonly type: "transformer/v1" }> = {},
  options: Parameters<typeof tokenTask>[0] = {},
): TrainingTask {
  const model: ModelConfig = { type: "transformer/v1", transformer, pooling: "mean", lora: null, ...settings };
  return tokenTask({ model, texts: 60, training, ...options });
}

/** What the trained model itself says of the validation set. */
async function figuresOf(task: TrainingTask, onnx: Uint8Array) {
  const { encoded, labelIds, labelSets } = task.validation!;
  const session = await createSession(onnx);
  assert.ok(encoded.kind === "tokens");
  const rows = Array.from(labelIds, (_, row) => row);
  const { logits } = await session.run(tokenFeeds(encoded.tokens, rows));
  await session.release();
  return validationFigures(logits!.data as Float32Array, { labelIds, labelSets }, task.labels.length, undefined);
}

describe("contrastive training", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-contrastive-"));
  });
  after(() => rm(folder, { recursive: true }));

  const cases: Readonly<Record<string, TrainingTask>> = {
    "two labels": fewTexts(),
    "three labels, the first token's row": fewTexts({ pooling: "cls" }, { labels: 3 }),
    "texts with several labels": fewTexts({}, { labels: 3, several: true }),
    "adapters, in less memory": fewTexts(
      { lora: { rank: 4, alpha: 16, dropout: 0.1 } },
      { training: { ...training, memory: "low" } },
    ),
  };
  for (const [name, task] of Object.entries(cases))
    test(`${name}: what ships says what the history says, and the encoder has learnt`, async () => {
      const { onnx, history } = await trainModel(task);
      const [first, last] = history.epochs.map(({ metrics }) => metrics);
      assert.ok(last!["loss"]! < first!["loss"]!, `${first!["loss"]} then ${last!["loss"]}`);
      const figures = await figuresOf(task, onnx);
      for (const [figure, value] of Object.entries(figures))
        assert.ok(Math.abs(value - last![figure]!) < 1e-5, `${figure}: ${value}, not ${last![figure]}`);
      assert.equal(history.bestEpoch, 2);
    });

  test("a training that was stopped goes on to the same bits", async () => {
    const task = fewTexts({}, { training: { ...training, epochs: 3 } });
    const whole = await trainModel(task);
    const controller = new AbortController();
    const options = { checkpointFolder: folder, checkpointIntervalMs: 0 };
    const stopped = trainModel(task, {
      ...{ ...options, signal: controller.signal },
      onEpoch: ({ epoch }) => {
        if (epoch === 1) controller.abort();
      },
    });
    await assert.rejects(stopped, { code: "foundation/cancelled" });
    const resumed = await trainModel(task, { ...options, resume: true });
    assert.deepEqual(resumed.onnx, whole.onnx);
    assert.deepEqual(resumed.history, whole.history);
  });

  test("needs an embedding that one dense layer scores", async () => {
    await assert.rejects(trainModel(fewTexts({ pooling: "head" })), { code: "model/no-embedding" });
    const pooled = tokenTask({ training });
    await assert.rejects(trainModel(pooled), { code: "training/wrong-training" });
  });
});
