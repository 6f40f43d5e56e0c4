/** @file `tokenise-bpe`: token ids by byte-level pair encoding, against Hugging Face's two libraries. */
import { existsSync } from "node:fs";
import path from "node:path";
import { writeLearntTokenizer } from "../src/lifecycle/text/index.ts";
import { learnTokenizerConfig } from "../src/lifecycle/text/tokenizer/learn-tokenizer.config.ts";
import { benchFolder } from "./harness.ts";
import { sharedTexts } from "./sides/shared-texts.ts";
import { reviews, tokeniseBenchmark } from "./sides/tokenise-benchmark.ts";

/** A tokenizer of 30,000 tokens, learnt from the same reviews. */
async function learn(): Promise<string> {
  const folder = path.join(benchFolder("tokenise-bpe"), "tokenizer");
  if (existsSync(folder)) return folder;
  const config = learnTokenizerConfig.parse({ kind: "byte-level-bpe", vocabularySize: 30_000, lowercase: false });
  await writeLearntTokenizer(folder, config, sharedTexts(benchFolder("imdb-texts"), reviews), {});
  return folder;
}

export default tokeniseBenchmark("tokenise-bpe", "byte-level BPE with 30,000 tokens", learn);
