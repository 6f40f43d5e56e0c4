/**
 * @file The fast way to tokens, for the two kinds of tokenizers that most models have: BERT's normaliser and pre-tokeniser, and
 * GPT-2's pattern over bytes. It gives what the plain version gives, or leaves a text to it.
 */
import { type AddedToken, spellingOf } from "./added-tokens.ts";
import { alignedText, rangeInOriginal } from "./aligned-text.ts";
import { bertWords } from "./bert-words.ts";
import { bytesBefore, toUnits } from "./byte-places.ts";
import type { ByteWords } from "./byte-words.ts";
import { gpt2Words } from "./gpt2-words.ts";
import type { ByteSpeller, TokenModel } from "./model.ts";
import type { Normalizer } from "./normalizers.ts";
import type { PreTokenizer } from "./pre-tokenizers.ts";
import type { TokenList } from "./token-list.ts";
import { WordCache } from "./word-cache.ts";

/** Finds the tokens of texts; what it gives is valid until the next text. */
export interface ByteTokenizer {
  /** The tokens of UTF-8, at least the first `most`, without places; null where the plain version has to. */
  ofBytes(bytes: Uint8Array, start: number, end: number, most: number): TokenList | null;
  /** The tokens of a well-formed text with their places in UTF-16; null where the plain version has to. */
  ofText(text: string): TokenList | null;
}

/** What a tokenizer is made of. */
export interface TokenizerParts {
  readonly normalizer: { readonly type: string } | null;
  readonly preTokenizer: { readonly type: string; readonly [field: string]: unknown } | null;
  readonly normalize: Normalizer;
  readonly preTokenize: PreTokenizer;
  readonly model: TokenModel;
  readonly added: readonly AddedToken[];
}

/** Bits of what a byte may mean for the whole text. */
const NEEDS_TEXT = 1;
const BEGINS_ADDED = 2;

const BLANK = 0x20;
const encoder = new TextEncoder();

/** Makes the fast way; null where there is none for the tokenizer's parts. */
export function byteTokenizer(parts: TokenizerParts): ByteTokenizer | null {
  const way = wayOf(parts);
  if (way === null) return null;
  const { words, spell, prefixesBlank, rewrite } = way;
  const { normalizer, normalize, added } = parts;
  const cache = new WordCache(spell);
  const fold = foldOf(normalize, words);
  const addedTokens = addedTokenFinder(added, normalize, fold);
  const flags = Uint8Array.from(
    fold,
    (folded, byte) =>
      (byte < 0x80 && words.isPlain(byte) ? 0 : NEEDS_TEXT) | (addedTokens.begins(folded) ? BEGINS_ADDED : 0),
  );
  /** Whether an added token may be spelt by what is normalised beyond ASCII. */
  const hidesAdded = normalizer !== null && added.some(({ normalized }) => normalized);
  /** A text, with room for a blank before it and one behind. */
  let scratch = new Uint8Array(1 << 12);

  const reserve = (length: number) => {
    if (scratch.length < length + 2) scratch = new Uint8Array(length * 2 + 2);
  };

  /** Puts a text into `scratch` from 1 on, with ASCII folded; gives the flags of all bytes. */
  function prepare(bytes: Uint8Array, start: number, end: number): number {
    let seen = 0;
    for (let at = start, to = 1; at < end; at++, to++) {
      const byte = bytes[at]!;
      seen |= flags[byte]!;
      scratch[to] = fold[byte]!;
    }
    scratch[end - start + 1] = BLANK;
    return seen;
  }

  function prepareText(text: string): { readonly seen: number; readonly end: number } {
    reserve(text.length * 3);
    const { written } = encoder.encodeInto(text, scratch.subarray(1));
    return { seen: prepare(scratch, 1, written + 1), end: written + 1 };
  }

  /** Cuts what is in `scratch`. */
  function cut(end: number, seen: number, most: number): boolean {
    if ((seen & BEGINS_ADDED) !== 0 && addedTokens.isIn(scratch, 1, end)) return false;
    cache.tokens.count = 0;
    const first = prefixesBlank && end > 1 && scratch[1] !== BLANK ? 0 : 1;
    scratch[0] = BLANK;
    words.cut(scratch, first, end, cache, most);
    return true;
  }

  /** The text beyond ASCII as `scratch` has to have it, or null. */
  function rewritten(text: string): string | null {
    return hidesAdded ? null : rewrite(text);
  }

  return {
    ofBytes(bytes, start, end, most) {
      reserve(end - start);
      let seen = prepare(bytes, start, end);
      let last = end - start + 1;
      if ((seen & NEEDS_TEXT) !== 0) {
        const text = rewritten(textOf(bytes, start, end));
        if (text === null) return null;
        ({ seen, end: last } = prepareText(text));
      }
      return cut(last, seen, most) ? cache.tokens : null;
    },
    ofText(original) {
      let text: string | null = original;
      let { seen, end } = prepareText(text);
      if ((seen & NEEDS_TEXT) !== 0) {
        text = rewritten(text);
        if (text === null) return null;
        if (text !== original) ({ seen, end } = prepareText(text));
      }
      if (!cut(end, seen, Number.POSITIVE_INFINITY)) return null;
      toUnits(cache.tokens, scratch, end);
      return cache.tokens;
    },
  };
}

interface Way {
  readonly words: ByteWords;
  readonly spell: ByteSpeller;
  /** A text that does not begin with a blank gets one. */
  readonly prefixesBlank: boolean;
  /** A text that is not all plain, in the form that the words are found in: of as many UTF-16 code units; null where there is none. */
  readonly rewrite: (text: string) => string | null;
}

function wayOf(parts: TokenizerParts): Way | null {
  const { normalizer, preTokenizer, normalize, preTokenize, model } = parts;
  const normalizerType = normalizer?.type ?? null;
  const spell = model.byteSpeller?.() ?? null;
  if (preTokenizer?.type === "BertPreTokenizer" && (normalizerType === null || normalizerType === "BertNormalizer")) {
    const words = bertWords(normalize, preTokenize);
    return { words, spell: bertSpeller(words, spell, parts), prefixesBlank: false, rewrite: (text) => text };
  }
  if (preTokenizer?.type !== "ByteLevel" || preTokenizer["use_regex"] === false || spell === null) return null;
  const prefixesBlank = preTokenizer["add_prefix_space"] !== false;
  if (normalizerType === null) return { words: gpt2Words, spell, prefixesBlank, rewrite: (text) => text };
  return normalizerType === "Lowercase" ? { words: gpt2Words, spell, prefixesBlank, rewrite: lowerCase } : null;
}

/** Each character in lower case by itself; null where one becomes two, as İ does alone. */
function lowerCase(text: string): string | null {
  return text.includes("\u0130") ? null : text.replaceAll("\u03a3", "\u03c3").toLowerCase();
}

/** Spells plain words from their bytes, and others as the plain version does. */
function bertSpeller(
  words: ByteWords,
  spell: ByteSpeller | null,
  { normalize, preTokenize, model }: TokenizerParts,
): ByteSpeller {
  return (bytes, start, end, tokens) => {
    let isPlain = spell !== null;
    for (let at = start; isPlain && at < end; at++) isPlain = bytes[at]! < 0x80 && words.isPlain(bytes[at]!);
    if (isPlain) return spell!(bytes, start, end, tokens);
    const text = textOf(bytes, start, end);
    const byteOfUnit = bytesBefore(text);
    for (const word of preTokenize(normalize(alignedText(text))))
      for (const token of model.tokenize(word.text)) {
        const [from, to] = rangeInOriginal(word, token.start, token.end);
        tokens.push(token.id, byteOfUnit[from]!, byteOfUnit[to]!);
      }
  };
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8", start, end);
}

/** What each byte of ASCII becomes, and others stay. */
function foldOf(normalize: Normalizer, words: ByteWords): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte >= 0x80 || !words.isPlain(byte)) return byte;
    const { text } = normalize(alignedText(String.fromCharCode(byte)));
    return text.length === 1 ? text.charCodeAt(0) : byte;
  });
}

/** Whether a text holds an added token, by how they begin; folded, so rather too often. */
function addedTokenFinder(added: readonly AddedToken[], normalize: Normalizer, fold: Uint8Array) {
  const byFirst: Uint8Array[][] = Array.from({ length: 256 }, () => []);
  for (const token of added)
    for (const spelling of new Set([token.content, spellingOf(token, normalize)])) {
      const bytes = encoder.encode(spelling).map((byte) => fold[byte]!);
      if (bytes.length > 0) byFirst[bytes[0]!]!.push(bytes);
    }
  return {
    begins: (byte: number) => byFirst[byte]!.length > 0,
    isIn(text: Uint8Array, start: number, end: number): boolean {
      for (let at = start; at < end; at++)
        for (const token of byFirst[text[at]!]!) {
          let same = 1;
          while (same < token.length && token[same] === text[at + same]) same++;
          if (same === token.length && at + same <= end) return true;
        }
      return false;
    },
  };
}
