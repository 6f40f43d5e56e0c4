/** @file Tokens that are looked for in the text before anything else happens to it. */
import { z } from "zod";
import { type AlignedText, alignedText, pointSize, sliceAligned } from "./aligned-text.ts";
import type { Normalizer } from "./normalizers.ts";
import { readFields, WORD } from "./parts.ts";

const addedTokenSchema = z.looseObject({
  id: z.int().min(0),
  content: z.string().min(1),
  /** Only where no letter or digit touches it. */
  single_word: z.boolean().default(false),
  /** Takes the white space before it along. */
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  /** Looked for in the normalised text. */
  normalized: z.boolean().default(false),
  special: z.boolean().default(false),
});

/** A token beside those of the model. */
export type AddedToken = z.output<typeof addedTokenSchema>;

/** A part of a text: an added token where `id` is not null. */
export interface TextPart {
  readonly id: number | null;
  readonly piece: AlignedText;
}

/** Reads the list. @throws InvalidTokenizerError */
export function readAddedTokens(value: unknown): readonly AddedToken[] {
  return readFields(z.array(addedTokenSchema).nullish(), value, "added_tokens") ?? [];
}

/** Makes what cuts a text at added tokens and normalises the rest. */
export function addedTokenSplitter(
  tokens: readonly AddedToken[],
  normalize: Normalizer,
): (text: AlignedText) => readonly TextPart[] {
  const splitRaw = splitter(
    tokens.filter(({ normalized }) => !normalized),
    ({ content }) => content,
  );
  const splitNormalised = splitter(
    tokens.filter(({ normalized }) => normalized),
    (token) => spellingOf(token, normalize),
  );
  return (text) =>
    splitRaw(text).flatMap((part) => (part.id === null ? splitNormalised(normalize(part.piece)) : [part]));
}

/** An added token as the text has it once it is normalised, which is how the tokenizers package spells it. */
export function spellingOf({ content, normalized }: AddedToken, normalize: Normalizer): string {
  return normalized ? normalize(alignedText(content)).text : content;
}

function splitter(tokens: readonly AddedToken[], spelling: (token: AddedToken) => string) {
  const bySpelling = new Map(tokens.map((token) => [spelling(token), token]));
  bySpelling.delete("");
  if (bySpelling.size === 0) return (piece: AlignedText): TextPart[] => [{ id: null, piece }];
  const longestFirst = [...bySpelling.keys()].toSorted((left, right) => right.length - left.length);
  const pattern = new RegExp(longestFirst.map((text) => RegExp.escape(text)).join("|"), "gu");
  return (piece: AlignedText): TextPart[] => {
    const { text } = piece;
    const parts: TextPart[] = [];
    let done = 0;
    for (const { 0: found, index } of text.matchAll(pattern)) {
      const token = bySpelling.get(found)!;
      let [start, end] = [index, index + found.length];
      if (token.single_word && (isWord(pointBefore(text, start)) || isWord(pointAt(text, end)))) continue;
      if (token.lstrip) while (start > done && isSpace(text[start - 1]!)) start--;
      if (token.rstrip) while (end < text.length && isSpace(text[end]!)) end++;
      if (end <= done) continue;
      if (done < start) parts.push({ id: null, piece: sliceAligned(piece, done, start) });
      parts.push({ id: token.id, piece: sliceAligned(piece, start, end) });
      done = end;
    }
    if (done < text.length) parts.push({ id: null, piece: sliceAligned(piece, done, text.length) });
    return parts;
  };
}

const word = new RegExp(`^${WORD}$`, "v");
const space = /^\p{White_Space}$/u;

function isWord(point: string): boolean {
  return word.test(point);
}

/** White space is never a surrogate pair. */
function isSpace(unit: string): boolean {
  return space.test(unit);
}

/** The code point that starts at a place, or nothing at the end. */
function pointAt(text: string, at: number): string {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : "";
}

/** The code point that ends at a place, or nothing at the start. */
function pointBefore(text: string, at: number): string {
  const pair = at >= 2 ? text.slice(at - 2, at) : "";
  return pair !== "" && pointSize(pair, 0) === 2 ? pair : text.slice(Math.max(0, at - 1), at);
}

/** The ids of a tokenizer.json's special tokens: [CLS], padding and the like. @throws InvalidTokenizerError */
export function specialTokenIds(file: unknown): ReadonlySet<number> {
  const added = (file as { readonly added_tokens?: unknown } | null)?.added_tokens;
  return new Set(readAddedTokens(added).flatMap(({ id, special }) => (special ? [id] : [])));
}
