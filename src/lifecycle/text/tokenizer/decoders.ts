/** @file From tokens back to text; by the names that tokenizer files have. */
import { z } from "zod";
import { byteOfCharacter } from "./byte-level.ts";
import { readMetaspace } from "./metaspace.ts";
import { type MakePart, makePart, patternOf, patternSchema, readFields } from "./parts.ts";

/** One step: each token as text, which all of them joined make the result. */
export type TokenDecoder = (tokens: readonly string[]) => readonly string[];

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const encoder = new TextEncoder();
const byteToken = /^<0x([0-9A-Fa-f]{2})>$/;

/** What English tokenisation put apart is put together, as the tokenizers package does. */
const cleanups: readonly (readonly [apart: string, together: string])[] = [
  [" .", "."],
  [" ?", "?"],
  [" !", "!"],
  [" ,", ","],
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [" do not", " don't"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
];

const wordPieceDecoder: MakePart<TokenDecoder> = (part, where) => {
  const fields = z.looseObject({ prefix: z.string().default("##"), cleanup: z.boolean().default(true) });
  const { prefix, cleanup } = readFields(fields, part, where);
  return (tokens) =>
    tokens.map((token, number) => {
      let text = token;
      if (number > 0) text = token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`;
      return cleanup ? cleanups.reduce((all, [apart, together]) => all.replaceAll(apart, together), text) : text;
    });
};

function byteLevelDecoder(tokens: readonly string[]): readonly string[] {
  const bytes = tokens.flatMap((token) => {
    const own = Array.from(token, byteOfCharacter);
    return own.includes(undefined) ? [...encoder.encode(token)] : (own as number[]);
  });
  return [decoder.decode(Uint8Array.from(bytes))];
}

const metaspaceDecoder: MakePart<TokenDecoder> = (part, where) => {
  const { replacement, scheme } = readMetaspace(part, where);
  return (tokens) =>
    tokens.map((token, number) => token.replaceAll(replacement, number === 0 && scheme !== "never" ? "" : " "));
};

/** Runs of byte tokens become the text that they spell, or a sign for each byte where they spell none. */
function byteFallbackDecoder(tokens: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const bytes: number[] = [];
    for (let found = byteToken.exec(tokens[at]!); found !== null; found = byteToken.exec(tokens[++at] ?? ""))
      bytes.push(Number.parseInt(found[1]!, 16));
    if (bytes.length === 0) {
      result.push(tokens[at++]!);
      continue;
    }
    const spelt = decodeStrictly(Uint8Array.from(bytes));
    if (spelt === null) result.push(...bytes.map(() => "\ufffd"));
    else result.push(spelt);
  }
  return result;
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}

function stripCharacters(token: string, content: string, start: number, stop: number): string {
  let from = 0;
  while (from < start && token.startsWith(content, from)) from += content.length;
  let to = token.length;
  for (let left = stop; left > 0 && to > from && token.slice(from, to).endsWith(content); left--) to -= content.length;
  return token.slice(from, to);
}

const kinds: ReadonlyMap<string, MakePart<TokenDecoder>> = new Map<string, MakePart<TokenDecoder>>([
  ["WordPiece", wordPieceDecoder],
  ["ByteLevel", () => byteLevelDecoder],
  ["Metaspace", metaspaceDecoder],
  ["ByteFallback", () => byteFallbackDecoder],
  ["Fuse", () => (tokens) => [tokens.join("")]],
  [
    "BPEDecoder",
    (part, where) => {
      const { suffix } = readFields(z.looseObject({ suffix: z.string().default("</w>") }), part, where);
      return (tokens) =>
        tokens.map((token, number) => token.replaceAll(suffix, number === tokens.length - 1 ? "" : " "));
    },
  ],
  [
    "Replace",
    (part, where) => {
      const { pattern, content } = readFields(
        z.looseObject({ pattern: patternSchema, content: z.string() }),
        part,
        where,
      );
      const regExp = patternOf(pattern, `${where}.pattern`);
      return (tokens) => tokens.map((token) => token.replace(regExp, () => content));
    },
  ],
  [
    "Strip",
    (part, where) => {
      const fields = z.looseObject({ content: z.string().min(1), start: z.int().min(0), stop: z.int().min(0) });
      const { content, start, stop } = readFields(fields, part, where);
      return (tokens) => tokens.map((token) => stripCharacters(token, content, start, stop));
    },
  ],
  [
    "Sequence",
    (part, where) => {
      const { decoders } = readFields(z.looseObject({ decoders: z.array(z.unknown()) }), part, where);
      const steps = decoders.map((one, number) => makeDecoder(one, `${where}.decoders.${number}`));
      return (tokens) => steps.reduce((all, one) => one(all), tokens);
    },
  ],
]);

/** Reads a decoder; without one, tokens stand with spaces between. @throws InvalidTokenizerError, UnsupportedTokenizerError */
export function makeDecoder(value: unknown, where = "decoder"): TokenDecoder {
  return value == null ? (tokens) => [tokens.join(" ")] : makePart(kinds, value, where);
}
