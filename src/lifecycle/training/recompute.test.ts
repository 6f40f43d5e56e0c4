/** @file Computing layers again on the way back: the same training, in less memory. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { configFields, transformers } from "../transformer/index.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { trainByMinibatches } from "./minibatch.ts";
import { tokenTask } from "./token-task.sample.ts";

const sizes = {
  ...{ vocab_size: 120, hidden_size: 16, embedding_size: 8, num_hidden_layers: 2, num_attention_heads: 2 },
  ...{ intermediate_size: 24, max_position_embeddings: 40, dim: 16, n_layers: 2, n_heads: 2, hidden_dim: 24 },
  ...{ n_embd: 16, n_head: 2, n_layer: 2, n_positions: 40 },
};

describe("training that computes layers again", () => {
  for (const [architecture, lora] of [
    ["bert", null],
    ["distilbert", { rank: 2, alpha: 4, dropout: 0.1 }],
    ["mpnet", null],
    ["gpt2", { rank: 2, alpha: 4, dropout: 0.1 }],
  ] as const)
    test(`gives the weights of one that keeps them: ${architecture}${lora === null ? "" : " with adapters"}`, async () => {
      const transformer = transformers.get(architecture).readConfig(configFields(architecture, sizes));
      const model = { type: "transformer/v1", transformer, pooling: "head", lora } as const;
      const weightsWith = async (settings: Readonly<Record<string, unknown>>) => {
        const task = tokenTask({ model, texts: 24, labels: 3, training: { epochs: 1, batchSize: 8, ...settings } });
        return (await trainByMinibatches({ ...task, training: task.training as MinibatchConfig }, {})).weights;
      };
      const [kept, again] = [await weightsWith({}), await weightsWith({ memory: "low" })];
      for (const [name, values] of Object.entries(kept))
        for (const [at, value] of values.entries())
          assert.ok(Math.abs(value - again[name]![at]!) < 1e-4, `${name}[${at}]: ${value}, ${again[name]![at]}`);
    });
});
