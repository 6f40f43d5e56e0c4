/** @file Words as GPT-2's pattern cuts them (Radford et al. 2019), found in UTF-8. */
import { codePointTable } from "../code-point-table.ts";
import { decodeAt, sizeOf } from "../utf8-bytes.ts";
import type { ByteWords } from "./byte-words.ts";
import { hashByte, WORD_HASH_START } from "./word-cache.ts";

const SPACE = 0;
const LETTER = 1;
const NUMBER = 2;
const OTHER = 3;
/** Of bytes that begin a character beyond ASCII. */
const FURTHER = 4;

const kindOf = codePointTable((character) => {
  if (/\p{L}/u.test(character)) return LETTER;
  if (/\p{N}/u.test(character)) return NUMBER;
  return /\p{White_Space}/u.test(character) ? SPACE : OTHER;
});
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? kindOf(byte) : FURTHER));
const BLANK = 0x20;
const APOSTROPHE = 0x27;

/** Finds the words that `pre-tokenizers.ts` finds with a regular expression; each may have a blank before it. */
export const gpt2Words: ByteWords = {
  isPlain: () => true,
  cut(bytes, start, end, words, most) {
    for (let at = start; at < end && words.tokens.count <= most; ) {
      const first = at;
      let hash = WORD_HASH_START;
      const size = bytes[at] === APOSTROPHE ? contraction(bytes, at, end) : 0;
      if (size > 0) {
        for (; at < first + size; at++) hash = hashByte(hash, bytes[at]!);
        words.take(bytes, first, at, hash);
        continue;
      }
      if (bytes[at] === BLANK && at + 1 < end && kindAt(bytes, at + 1) !== SPACE) hash = hashByte(hash, bytes[at++]!);
      const kind = kindAt(bytes, at);
      if (kind === SPACE) {
        at = endOfSpace(bytes, at, end);
        for (let byte = first; byte < at; byte++) hash = hashByte(hash, bytes[byte]!);
        words.take(bytes, first, at, hash);
        continue;
      }
      for (;;) {
        while (kinds[bytes[at]!] === kind) hash = hashByte(hash, bytes[at++]!);
        if (bytes[at]! < 0x80) break;
        const point = decodeAt(bytes, at);
        if (kindOf(point) !== kind) break;
        for (const next = at + sizeOf(point); at < next; at++) hash = hashByte(hash, bytes[at]!);
      }
      words.take(bytes, first, at, hash);
    }
  },
};

function kindAt(bytes: Uint8Array, at: number): number {
  const kind = kinds[bytes[at]!]!;
  return kind === FURTHER ? kindOf(decodeAt(bytes, at)) : kind;
}

/** Bytes of 's, 't, 're, 've, 'm, 'll or 'd at a place; 0 where there is none. */
function contraction(bytes: Uint8Array, at: number, end: number): number {
  const next = at + 1 < end ? bytes[at + 1]! : 0;
  if (next === 0x73 || next === 0x74 || next === 0x6d || next === 0x64) return 2;
  const last = at + 2 < end ? bytes[at + 2]! : 0;
  return ((next === 0x72 || next === 0x76) && last === 0x65) || (next === 0x6c && last === 0x6c) ? 3 : 0;
}

/** Where a run of white space ends; the last character is left to what follows, unless it is the only one. */
function endOfSpace(bytes: Uint8Array, start: number, end: number): number {
  let last = start;
  let at = start;
  while (at < end && kindAt(bytes, at) === SPACE) {
    last = at;
    at += sizeOf(decodeAt(bytes, at));
  }
  return at >= end || last === start ? at : last;
}
