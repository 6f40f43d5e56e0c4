/** @file Transformers of some thousand numbers, for tests. */
import { configFields, transformers } from "../transformer/index.ts";
import type { ModelConfig } from "./model.config.ts";
import { modelConfig } from "./model.config.ts";

const bertSizes = { hidden_size: 16, embedding_size: 8, num_hidden_layers: 2, num_attention_heads: 2 };
const otherNames = {
  dim: 16,
  n_layers: 2,
  n_heads: 2,
  hidden_dim: 24,
  n_embd: 16,
  n_head: 2,
  n_layer: 2,
  n_positions: 80,
};

/** Settings of a small transformer of this architecture, laid over by `settings`. */
export function tinyTransformer(
  architecture: string,
  vocabularySize: number,
  settings: Readonly<Record<string, unknown>> = {},
): ModelConfig & { readonly type: "transformer/v1" } {
  const fields = {
    ...bertSizes,
    ...otherNames,
    intermediate_size: 24,
    vocab_size: vocabularySize,
    max_position_embeddings: 80,
  };
  return modelConfig.parse({
    type: "transformer/v1",
    transformer: transformers.get(architecture).readConfig(configFields(architecture, fields)),
    ...settings,
  }) as ModelConfig & { readonly type: "transformer/v1" };
}
