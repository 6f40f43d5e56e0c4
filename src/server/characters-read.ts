/** @file What a batch of texts costs a model whose time grows with the tokens it reads. */

/** Some 4,000 tokens, which a small transformer reads in about a second. */
const MAXIMUM_CHARACTERS = 1 << 14;
const CHARACTERS_OF_TOKEN = 4;

/** How batches are limited where a text is read up to its first `longest` tokens: in characters, as they are known before. */
export function limitCharactersRead(longest: number) {
  const most = longest * CHARACTERS_OF_TOKEN;
  return { costOf: (text: string) => Math.min(text.length, most), maximumCost: MAXIMUM_CHARACTERS };
}
