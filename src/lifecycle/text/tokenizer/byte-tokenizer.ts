/**
 * @file The fast way to tokens, for the two kinds of tokenizers that most models have: BERT's normaliser and pre-tokeniser, and
 * GPT-2's pattern over bytes. It gives what the plain version gives, or leaves a text to it.
 */
import { isAscii } from "node:buffer";
import { type AddedToken, spellingOf } from "./added-tokens.ts";
import { alignedText } from "./aligned-text.ts";
import { bertSpeller } from "./bert-speller.ts";
import { bertWords } from "./bert-words.ts";
import { toUnits } from "./byte-places.ts";
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

const BLANK = 0x20;
/** Texts for which making room is cheaper than counting bytes. */
const SHORT = 1 << 16;
const encoder = new TextEncoder();

/** Makes the fast way; null where there is none for the tokenizer's parts. */
export function byteTokenizer(parts: TokenizerParts): ByteTokenizer | null {
  const way = wayOf(parts);
  if (way === null) return null;
  const { words, spell, prefixesBlank, rewrite } = way;
  const cache = new WordCache(spell);
  const holdsAdded = addedTokenFinder(parts, words);

  /** Puts a text into the cache from byte 1 on; gives where it ends. */
  function loadText(text: string): number {
    cache.begin((text.length < SHORT ? text.length * 3 : Buffer.byteLength(text)) + 2);
    return encoder.encodeInto(text, cache.bytes.subarray(1)).written + 1;
  }

  /** Finds the tokens of the text in the cache. */
  function find(end: number, most: number): TokenList | null {
    const { bytes, tokens } = cache;
    if (holdsAdded(bytes.subarray(1, end))) return null;
    bytes[0] = BLANK;
    bytes[end] = BLANK;
    words.cut(cache, prefixesBlank && end > 1 && bytes[1] !== BLANK ? 0 : 1, end, most);
    return tokens;
  }

  return {
    ofBytes(bytes, start, end, most) {
      cache.withPlaces = false;
      const source = bytes.subarray(start, end);
      if (rewrite === null && isAscii(source)) {
        cache.begin(source.length + 2);
        cache.bytes.set(source, 1);
        return find(source.length + 1, most);
      }
      // What is not ASCII may not be valid UTF-8, which a string always is.
      const text = Buffer.from(source.buffer, source.byteOffset, source.length).toString("utf8");
      const rewritten = rewrite === null ? text : rewrite(text);
      return rewritten === null ? null : find(loadText(rewritten), most);
    },
    ofText(text) {
      cache.withPlaces = true;
      const rewritten = rewrite === null ? text : rewrite(text);
      if (rewritten === null) return null;
      const end = loadText(rewritten);
      const tokens = find(end, Number.POSITIVE_INFINITY);
      if (tokens !== null) toUnits(tokens, cache.bytes, end);
      return tokens;
    },
  };
}

interface Way {
  readonly words: ByteWords;
  readonly spell: ByteSpeller;
  /** A text that does not begin with a blank gets one. */
  readonly prefixesBlank: boolean;
  /** A text in the form that the words are found in, with as many UTF-16 code units; it gives null where there is no such. */
  readonly rewrite: ((text: string) => string | null) | null;
}

function wayOf(parts: TokenizerParts): Way | null {
  const { normalizer, preTokenizer, normalize, preTokenize, model } = parts;
  const normalizerType = normalizer?.type ?? null;
  const spell = model.byteSpeller?.() ?? null;
  if (preTokenizer?.type === "BertPreTokenizer" && (normalizerType === null || normalizerType === "BertNormalizer")) {
    const words = bertWords(normalize, preTokenize);
    return { words, spell: bertSpeller(parts), prefixesBlank: false, rewrite: null };
  }
  if (preTokenizer?.type !== "ByteLevel" || preTokenizer["use_regex"] === false || spell === null) return null;
  const prefixesBlank = preTokenizer["add_prefix_space"] !== false;
  if (normalizerType === null) return { words: gpt2Words, spell, prefixesBlank, rewrite: null };
  return normalizerType === "Lowercase" ? { words: gpt2Words, spell, prefixesBlank, rewrite: lowerCase } : null;
}

/** Each character in lower case by itself; null where one becomes two, as İ does alone. */
function lowerCase(text: string): string | null {
  return text.includes("\u0130") ? null : text.replaceAll("\u03a3", "\u03c3").toLowerCase();
}

/** What each byte of ASCII becomes, and others stay. */
function foldOf(normalize: Normalizer, words: ByteWords): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    if (!words.isPlain(byte)) return byte;
    const { text } = normalize(alignedText(String.fromCharCode(byte)));
    return text.length === 1 ? text.charCodeAt(0) : byte;
  });
}

/** Makes what says whether a text may hold an added token; rather too often than not. */
function addedTokenFinder({ added, normalizer, normalize }: TokenizerParts, words: ByteWords) {
  const raw = finderOf(added.map(({ content }) => content));
  const normalised = added.filter((token) => token.normalized && normalizer !== null);
  if (normalised.length === 0) return raw;
  const spelt = finderOf(normalised.map((token) => spellingOf(token, normalize)));
  const fold = foldOf(normalize, words);
  return (text: Uint8Array): boolean =>
    !text.every((byte) => words.isPlain(byte)) || raw(text) || spelt(text.map((byte) => fold[byte]!));
}

/** Makes what finds any of some spellings. */
function finderOf(spellings: readonly string[]): (text: Uint8Array) => boolean {
  const byFirst = Map.groupBy(
    spellings.filter((spelling) => spelling !== "").map((spelling) => encoder.encode(spelling)),
    (bytes) => bytes[0]!,
  );
  return (text) => {
    for (const [first, tokens] of byFirst)
      for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1))
        for (const token of tokens) {
          let same = 1;
          while (same < token.length && token[same] === text[at + same]) same++;
          if (same === token.length) return true;
        }
    return false;
  };
}
