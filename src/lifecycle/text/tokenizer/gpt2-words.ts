/** @file Words as GPT-2's pattern cuts them (Radford et al. 2019), found in UTF-8. */
import { codePointTable } from "../code-point-table.ts";
import { decodeAt, sizeOf } from "../utf8-bytes.ts";
import type { ByteWords } from "./byte-words.ts";

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
  isPlain: (byte) => byte < 0x80,
  cut(words, start, end, most) {
    const { bytes } = words;
    for (let at = start; at < end && words.tokens.count <= most; ) {
      const first = at;
      at = bytes[at] === APOSTROPHE ? endOfContraction(bytes, at, end) : first;
      if (at === first) {
        if (bytes[at] === BLANK && at + 1 < end && kindAt(bytes, at + 1) !== SPACE) at++;
        const kind = kindAt(bytes, at);
        at = kind === SPACE ? endOfSpace(bytes, at, end) : endOfRun(bytes, at, kind);
      }
      words.take(first, at);
    }
  },
};

function kindAt(bytes: Uint8Array, at: number): number {
  const kind = kinds[bytes[at]!]!;
  return kind === FURTHER ? kindOf(decodeAt(bytes, at)) : kind;
}

/** Where 's, 't, 're, 've, 'm, 'll or 'd ends; the place itself where there is none. */
function endOfContraction(bytes: Uint8Array, at: number, end: number): number {
  const next = at + 1 < end ? bytes[at + 1]! : 0;
  if (next === 0x73 || next === 0x74 || next === 0x6d || next === 0x64) return at + 2;
  const last = at + 2 < end ? bytes[at + 2]! : 0;
  return ((next === 0x72 || next === 0x76) && last === 0x65) || (next === 0x6c && last === 0x6c) ? at + 3 : at;
}

/** Where a run of letters, numbers or other signs ends, at the latest at the space behind the text. */
function endOfRun(bytes: Uint8Array, start: number, kind: number): number {
  for (let at = start; ; ) {
    while (kinds[bytes[at]!] === kind) at++;
    if (bytes[at]! < 0x80) return at;
    const point = decodeAt(bytes, at);
    if (kindOf(point) !== kind) return at;
    at += sizeOf(point);
  }
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
