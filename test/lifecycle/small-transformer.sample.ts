/** @file A small BERT with random weights, written as a Hugging Face folder, and a tokenizer learnt from its user's texts. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { learnTokenizer } from "../../src/index.ts";
import { architectures, startingWeights, weightTensors } from "../../src/lifecycle/model/index.ts";
import { modelConfig } from "../../src/lifecycle/model/model.config.ts";
import { readSafetensors, writeSafetensors } from "../../src/lifecycle/safetensors/index.ts";
import { configFields, transformers } from "../../src/lifecycle/transformer/index.ts";

const config = {
  model_type: "bert",
  architectures: ["BertModel"],
  vocab_size: 300,
  hidden_size: 32,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  intermediate_size: 64,
  max_position_embeddings: 130,
  type_vocab_size: 2,
  pad_token_id: 0,
  hidden_act: "gelu",
  initializer_range: 0.2,
};

/** Writes the folder. `textFile` teaches the tokenizer. */
export async function writeSmallTransformer(folder: string, textFile: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await learnTokenizer(textFile, { kind: "wordpiece", vocabularySize: 300, output: folder });
  await writeFile(path.join(folder, "config.json"), JSON.stringify(config));
  const model = modelConfig.parse({
    type: "transformer/v1",
    transformer: transformers.get("bert").readConfig(configFields("bert", config)),
    pooling: "head",
  });
  const size = { labels: 2, features: 300 };
  const body = architectures
    .get(model.type)
    .weights(model, size)
    .filter(({ name }) => name.startsWith("bert."));
  const weights = startingWeights(model, size, 1);
  await writeFile(path.join(folder, "model.safetensors"), writeSafetensors(weightTensors(body, weights)));
}

/** Puts the weights of a bundle that was trained from the folder into it, without the head's. */
export async function takeOverBody(folder: string, bundle: string): Promise<void> {
  const file = path.join(bundle, "weights.safetensors");
  const weights = readSafetensors(await readFile(file), file);
  const body = Object.fromEntries(Object.entries(weights).filter(([name]) => name.startsWith("bert.")));
  await writeFile(path.join(folder, "model.safetensors"), writeSafetensors(body));
}
