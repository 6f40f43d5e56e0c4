/** @file Which files of a folder are the model: what is copied, fetched and hashed; all else is left where it is. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileNameFault } from "../../foundation/index.ts";

const patterns: readonly RegExp[] = [
  /^config\.json$/,
  /^generation_config\.json$/,
  /^model\.safetensors(\.index\.json)?$/,
  /^model-\d{5}-of-\d{5}\.safetensors$/,
  // Tokenizers, the newest form and the older ones.
  /^(tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab)\.json$/,
  /^(vocab|merges)\.txt$/,
  // What sentence-transformers writes beside an encoder.
  /^(modules|config_sentence_transformers|sentence_[a-z]+_config)\.json$/,
  /^\d+_(Pooling|Normalize)\/config\.json$/,
  // What people read.
  /^README\.md$/,
  /^(LICEN[SC]E|NOTICE)(\.(md|txt))?$/,
];

/** Whether a file of a repository or folder belongs to the model; `/` divides folders. */
export function isModelFile(name: string): boolean {
  return patterns.some((pattern) => pattern.test(name)) && fileNameFault(name) === undefined;
}

/** The model's files in a folder, sorted by name; shards of other names are added by `weightFiles`. */
export async function listModelFiles(folder: string, weightFiles: readonly string[]): Promise<readonly string[]> {
  const names = new Set(weightFiles);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const inside = /^\d+_[A-Za-z]+$/.test(entry.name) ? await readdir(path.join(folder, entry.name)) : [];
    for (const name of [entry.name, ...inside.map((file) => `${entry.name}/${file}`)])
      if (isModelFile(name) && !isOtherWeights(name, weightFiles)) names.add(name);
  }
  return [...names].sort();
}

/** Shards beside a single file of weights, or the reverse: what is not read is not kept. */
function isOtherWeights(name: string, weightFiles: readonly string[]): boolean {
  if (name === "model.safetensors.index.json") return weightFiles.includes("model.safetensors");
  return name.endsWith(".safetensors") && !weightFiles.includes(name);
}
