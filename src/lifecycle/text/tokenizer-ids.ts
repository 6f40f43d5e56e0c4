/** @file The tokenizer of a pretrained model as a text pipeline. */
import { BadVocabularyError } from "./errors.ts";
import { fittedPipeline } from "./fitted-pipeline.ts";
import type { FittedTextPipeline } from "./text-pipeline.ts";
import { NoRoomForTokensError } from "./tokenizer/errors.ts";
import { createTokenizer } from "./tokenizer/tokenizer.ts";
import type { TokenizerIdsConfig } from "./tokenizer-ids.config.ts";

const tokenizerFile = "tokenizer.json";

/** A tokenizer as a pipeline; `file` is what tokenizer.json holds. @throws what `createTokenizer` throws, NoRoomForTokensError */
export function tokenizerIdsPipeline(config: TokenizerIdsConfig, file: unknown): FittedTextPipeline {
  const tokenizer = createTokenizer(file);
  const { maxLength, truncation } = config;
  const specials = tokenizer.encode("").tokens.length;
  if (maxLength <= specials) throw new NoRoomForTokensError(maxLength, specials);
  return fittedPipeline({
    config,
    featureCount: tokenizer.size,
    featureName: (id) => tokenizer.tokenOf(id) ?? `<${id}>`,
    files: () => ({ [tokenizerFile]: Buffer.from(JSON.stringify(file)) }),
    locate: (text) => tokenizer.encode(text, { maxLength, truncation }).tokens,
    state: () => ({ config, file }),
  });
}

/** Reads the pipeline back. @throws BadVocabularyError, and what `createTokenizer` throws */
export function readTokenizerIds(config: TokenizerIdsConfig, file: (name: string) => Uint8Array): FittedTextPipeline {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file(tokenizerFile)));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new BadVocabularyError(tokenizerFile, "it is not JSON in UTF-8");
  }
  return tokenizerIdsPipeline(config, content);
}
