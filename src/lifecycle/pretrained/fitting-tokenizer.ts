import type { Tokenizer } from "../text/index.ts";
import type { TransformerConfig } from "../transformer/index.ts";
import { TokenizerMismatchError } from "./errors.ts";

/** Checks that every id of a tokenizer has an embedding. @throws TokenizerMismatchError */
export function requireFittingTokenizer(
  folder: string,
  { size }: Pick<Tokenizer, "size">,
  { vocabularySize }: Pick<TransformerConfig, "vocabularySize">,
): void {
  if (size > vocabularySize) throw new TokenizerMismatchError(folder, size, vocabularySize);
}
