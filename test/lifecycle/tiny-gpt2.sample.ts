/** @file A GPT-2 of a few thousand random numbers whose tokens are bytes, written as a Hugging Face folder. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "../../src/foundation/index.ts";
import { writeSafetensors } from "../../src/lifecycle/safetensors/index.ts";
import { characterOfByte } from "../../src/lifecycle/text/tokenizer/byte-level.ts";
import { configFields, transformers } from "../../src/lifecycle/transformer/index.ts";

/** Ends texts. */
const END = 256;

/** Its `config.json`. */
export const tinyGpt2Config = {
  ...{ model_type: "gpt2", architectures: ["GPT2LMHeadModel"], vocab_size: 257, n_embd: 12, n_layer: 2, n_head: 3 },
  ...{ n_positions: 64, bos_token_id: END, eos_token_id: END },
};

const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };

/** Writes the folder; `files` replaces or adds some. */
export function writeTinyGpt2(folder: string, files: Readonly<Record<string, string>> = {}): string {
  const random = createRandom("tiny gpt2");
  const gpt2 = transformers.get("gpt2");
  const tensors = gpt2.weights(gpt2.readConfig(configFields("gpt2", tinyGpt2Config))).map(({ name, shape }) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return [name, { type: "float32", shape, data: Float32Array.from({ length }, () => random.normal()) }] as const;
  });
  const end = { id: END, content: "<|endoftext|>", single_word: false, lstrip: false, rstrip: false };
  const tokenizer = {
    version: "1.0",
    added_tokens: [{ ...end, normalized: false, special: true }],
    pre_tokenizer: byteLevel,
    decoder: byteLevel,
    model: {
      type: "BPE",
      vocab: { ...Object.fromEntries(characterOfByte.map((character, byte) => [character, byte])), [end.content]: END },
      merges: [],
    },
  };
  const all: Readonly<Record<string, string | Uint8Array>> = {
    "config.json": JSON.stringify(tinyGpt2Config),
    "tokenizer.json": JSON.stringify(tokenizer),
    "model.safetensors": writeSafetensors(Object.fromEntries(tensors)),
    ...files,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(all)) writeFileSync(path.join(folder, name), content);
  return folder;
}
