/** @file A folder with a GPT-2 of the small shape with random weights, whose tokens are bytes; no token ends a text. */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "../../src/foundation/index.ts";
import { writeSafetensors } from "../../src/lifecycle/safetensors/index.ts";
import { characterOfByte } from "../../src/lifecycle/text/tokenizer/byte-level.ts";
import { configFields, transformers } from "../../src/lifecycle/transformer/index.ts";
import { benchFolder } from "../harness.ts";

/** The folder. */
export const gpt2Folder = benchFolder("gpt2-small");

const config = {
  ...{ model_type: "gpt2", architectures: ["GPT2LMHeadModel"], vocab_size: 50_257, n_embd: 768, n_layer: 12 },
  ...{ n_head: 12, n_positions: 1024, bos_token_id: null, eos_token_id: null },
};

const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };

/** Makes it, once. */
export async function prepareGpt2Small(): Promise<void> {
  const weightsFile = path.join(gpt2Folder, "model.safetensors");
  if (existsSync(weightsFile)) return;
  const random = createRandom("gpt2-small");
  const gpt2 = transformers.get("gpt2");
  const tensors = gpt2.weights(gpt2.readConfig(configFields("gpt2", config))).map(({ name, shape, start }) => {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(start === "ones" ? 1 : 0);
    if (start === "normal") for (let at = 0; at < data.length; at++) data[at] = (random.float() - 0.5) * 0.08;
    return [name, { type: "float32", shape, data }] as const;
  });
  const vocab = Object.fromEntries(characterOfByte.map((character, byte) => [character, byte]));
  const tokenizer = { model: { type: "BPE", vocab, merges: [] }, pre_tokenizer: byteLevel, decoder: byteLevel };
  writeFileSync(path.join(gpt2Folder, "config.json"), JSON.stringify(config));
  writeFileSync(path.join(gpt2Folder, "tokenizer.json"), JSON.stringify(tokenizer));
  writeFileSync(weightsFile, writeSafetensors(Object.fromEntries(tensors)));
}

/** A prompt of 32 tokens. */
export const PROMPT = "A prompt of thirty-two letters: ";
