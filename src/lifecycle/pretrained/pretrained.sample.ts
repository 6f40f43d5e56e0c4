/** @file A BERT of three hundred numbers, for tests. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "../../foundation/index.ts";
import { writeSafetensors } from "../safetensors/index.ts";

/** Its `config.json`. */
export const tinyBertConfig: Record<string, unknown> = {
  model_type: "bert",
  architectures: ["BertModel"],
  vocab_size: 10,
  hidden_size: 4,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 6,
  max_position_embeddings: 8,
  type_vocab_size: 2,
  pad_token_id: 0,
  hidden_act: "gelu",
};

const layer = "bert.encoder.layer.0.";
const dense = (name: string, inputs: number, outputs: number) => ({
  [`${name}.weight`]: [outputs, inputs],
  [`${name}.bias`]: [outputs],
});
const norm = (name: string) => ({ [`${name}.weight`]: [4], [`${name}.bias`]: [4] });

/** Its tensors with their shapes, the pooler among them. */
export const tinyBertShapes: Readonly<Record<string, readonly number[]>> = {
  "bert.embeddings.word_embeddings.weight": [10, 4],
  "bert.embeddings.position_embeddings.weight": [8, 4],
  "bert.embeddings.token_type_embeddings.weight": [2, 4],
  ...norm("bert.embeddings.LayerNorm"),
  ...dense(`${layer}attention.self.query`, 4, 4),
  ...dense(`${layer}attention.self.key`, 4, 4),
  ...dense(`${layer}attention.self.value`, 4, 4),
  ...dense(`${layer}attention.output.dense`, 4, 4),
  ...norm(`${layer}attention.output.LayerNorm`),
  ...dense(`${layer}intermediate.dense`, 4, 6),
  ...dense(`${layer}output.dense`, 6, 4),
  ...norm(`${layer}output.LayerNorm`),
  ...dense("bert.pooler.dense", 4, 4),
};

const vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad", "film", "the", "##s"];

/** Writes the model's folder, seeded; `files` replaces or adds some. */
export function writeTinyBert(folder: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const random = createRandom("tiny bert");
  const tensors = Object.entries(tinyBertShapes).map(([name, shape]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return [name, { type: "float32", shape, data: Float32Array.from({ length }, () => random.normal()) }] as const;
  });
  const all: Readonly<Record<string, string | Uint8Array>> = {
    "config.json": JSON.stringify(tinyBertConfig),
    "model.safetensors": writeSafetensors(Object.fromEntries(tensors)),
    "vocab.txt": `${vocabulary.join("\n")}\n`,
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}
