/** @file `tokenise-bpe`: token ids by byte-level pair encoding, against Hugging Face's two libraries. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type TextColumn, writeLearntTokenizer } from "../src/lifecycle/text/index.ts";
import { learnTokenizerConfig } from "../src/lifecycle/text/tokenizer/learn-tokenizer.config.ts";
import { benchFolder } from "./harness.ts";
import { tokeniseBenchmark } from "./sides/tokenise-benchmark.ts";

/** A tokenizer of 30,000 tokens, learnt from the same reviews. */
async function learn(texts: TextColumn): Promise<string> {
  const folder = path.join(benchFolder("tokenise-bpe"), "tokenizer");
  if (existsSync(folder)) return folder;
  const config = learnTokenizerConfig.parse({ kind: "byte-level-bpe", vocabularySize: 30_000, lowercase: false });
  await writeLearntTokenizer(folder, config, texts, {});
  return folder;
}

export default tokeniseBenchmark("tokenise-bpe", "byte-level BPE with 30,000 tokens", learn);
