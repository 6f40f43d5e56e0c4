import type { api } from "../api/index.ts";
import { learntTokenizer } from "../lifecycle/text/index.ts";
import { readTransformerConfig, transformers } from "../lifecycle/transformer/index.ts";
import type { Action } from "./action.ts";
import { predictTokens, readTexts } from "./predict-tokens.ts";
import { requireOutputFolder } from "./prepare-output.ts";

/** A small encoder from nothing but texts. */
export const pretrainModel: Action<typeof api.pretrainModel> = async (context, input) => {
  const { progress, signal } = context;
  await requireOutputFolder(input.output, "config.json");
  const { vocabularySize, lowercase, layers, width, heads, maxLength } = input;
  const dataset = await readTexts(context, input.file, input.text);
  const kind = "wordpiece";
  const learnt = await learntTokenizer({ kind, vocabularySize, minFrequency: 2, lowercase }, dataset.texts, {
    progress,
    signal,
  });
  const transformer = readTransformerConfig("bert", {
    vocab_size: learnt.tokens,
    hidden_size: width,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: 4 * width,
    max_position_embeddings: maxLength,
    pad_token_id: 0,
  });
  const config = {
    model_type: "bert",
    ...transformers.get("bert").writeConfig(transformer),
    pad_token_id: 0,
  };
  return predictTokens(
    context,
    dataset,
    { transformer, tokenizer: learnt.file, weights: {}, config, files: learnt.files },
    input,
  );
};
