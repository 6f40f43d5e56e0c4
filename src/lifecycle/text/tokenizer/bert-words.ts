/** @file Words as BERT's normaliser and pre-tokeniser cut them, found in UTF-8. */
import { alignedText } from "./aligned-text.ts";
import type { ByteWords } from "./byte-words.ts";
import type { Normalizer } from "./normalizers.ts";
import type { PreTokenizer } from "./pre-tokenizers.ts";

/** What a byte does: parts words, belongs to one, is one by itself, or has to be looked at with its neighbours. */
const SEPARATES = 0;
const BELONGS = 1;
const STANDS_ALONE = 2;
const FURTHER = 3;

/**
 * What is beyond ASCII, and control characters, are no boundaries here: they are given as part of a word in which the plain
 * version finds the words. That is safe as no character of ASCII composes with one before it or is changed by its neighbours.
 */
export function bertWords(normalize: Normalizer, preTokenize: PreTokenizer): ByteWords {
  const roles = new Uint8Array(256).fill(FURTHER);
  for (let byte = 0; byte < 0x80; byte++) {
    const pieces = preTokenize(normalize(alignedText(`a${String.fromCharCode(byte)}a`))).map(({ text }) => text);
    if (pieces.length === 2) roles[byte] = SEPARATES;
    else if (pieces.length === 3) roles[byte] = STANDS_ALONE;
    else if (pieces[0]?.length === 3) roles[byte] = BELONGS;
  }
  return {
    isPlain: (byte) => roles[byte] !== FURTHER,
    cut(words, start, end, most) {
      const { bytes } = words;
      for (let at = start; at < end && words.tokens.count <= most; ) {
        const first = at;
        let role = roles[bytes[at]!]!;
        while ((role & 1) === 1) role = roles[bytes[++at]!]!;
        if (at > first) words.take(first, at);
        else {
          at++;
          if (role === STANDS_ALONE) words.take(first, at);
        }
      }
    },
  };
}
