/** @file What cuts a text into pieces that are made into tokens each for itself; by the names that tokenizer files have. */
import { z } from "zod";
import { type AlignedText, prepend, replaceInAligned, sliceAligned } from "./aligned-text.ts";
import { byteLevelText } from "./byte-level.ts";
import { readMetaspace } from "./metaspace.ts";
import { type MakePart, makePart, patternOf, patternSchema, readFields, WORD } from "./parts.ts";

/** Cuts one piece. */
export type PreTokenizer = (piece: AlignedText) => AlignedText[];

const behaviours = z.enum(["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]);
type Behaviour = z.output<typeof behaviours>;

/** A stretch of a text, and whether it is what was looked for. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isMatch: boolean;
}

function stretchesOf(text: string, pattern: RegExp): Stretch[] {
  const stretches: Stretch[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (found === "") continue;
    if (index > done) stretches.push({ start: done, end: index, isMatch: false });
    done = index + found.length;
    stretches.push({ start: index, end: done, isMatch: true });
  }
  if (done < text.length) stretches.push({ start: done, end: text.length, isMatch: false });
  return stretches;
}

/** Cuts at matches, which are then dropped, kept apart, or joined with a neighbour. */
export function splitAt(piece: AlignedText, pattern: RegExp, behaviour: Behaviour, invert = false): AlignedText[] {
  const found = stretchesOf(piece.text, pattern).map(({ start, end, isMatch }) => {
    return { start, end, isMatch: isMatch !== invert };
  });
  return merged(found, behaviour)
    .filter(({ start, end }) => start < end)
    .map(({ start, end }) => sliceAligned(piece, start, end));
}

function merged(found: readonly Stretch[], behaviour: Behaviour): readonly Pick<Stretch, "start" | "end">[] {
  if (behaviour === "Isolated") return found;
  if (behaviour === "Removed") return found.filter(({ isMatch }) => !isMatch);
  const kept: { start: number; end: number; isMatch: boolean }[] = [];
  for (const stretch of behaviour === "MergedWithNext" ? found.toReversed() : found) {
    const last = kept.at(-1);
    const joins =
      last !== undefined &&
      (behaviour === "Contiguous" ? last.isMatch === stretch.isMatch : stretch.isMatch && !last.isMatch);
    if (!joins) kept.push({ ...stretch });
    else {
      last.start = Math.min(last.start, stretch.start);
      last.end = Math.max(last.end, stretch.end);
      last.isMatch = stretch.isMatch;
    }
  }
  return behaviour === "MergedWithNext" ? kept.reverse() : kept;
}

const space = /\p{White_Space}/gu;
/** ASCII's signs, which Unicode does not all call punctuation, and Unicode's punctuation. */
const punctuation = /[!-/:-@[-`{-~\p{P}]/gu;
const words = new RegExp(`${WORD}+|[^${WORD}\\p{White_Space}]+`, "gv");
/** GPT-2's pattern (Radford et al. 2019). */
const gpt2 =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

const splitFields = z.looseObject({ pattern: patternSchema, behavior: behaviours, invert: z.boolean().default(false) });
const byteLevelFields = z.looseObject({
  add_prefix_space: z.boolean().default(true),
  use_regex: z.boolean().default(true),
});
const metaspace: MakePart<PreTokenizer> = (part, where) => {
  const { replacement, split, scheme } = readMetaspace(part, where);
  const marks = new RegExp(RegExp.escape(replacement), "gu");
  return (piece) => {
    const isFirst = piece.starts[0] === 0;
    const marked = replaceInAligned(piece, / /gu, replacement);
    const prepends = scheme === "always" || (scheme === "first" && isFirst);
    const whole = prepends && !marked.text.startsWith(replacement) ? prepend(marked, replacement) : marked;
    return split ? splitAt(whole, marks, "MergedWithNext") : [whole];
  };
};

const kinds: ReadonlyMap<string, MakePart<PreTokenizer>> = new Map<string, MakePart<PreTokenizer>>([
  [
    "BertPreTokenizer",
    () => (piece) => splitAt(piece, space, "Removed").flatMap((word) => splitAt(word, punctuation, "Isolated")),
  ],
  ["Whitespace", () => (piece) => splitAt(piece, words, "Removed", true)],
  ["WhitespaceSplit", () => (piece) => splitAt(piece, space, "Removed")],
  [
    "Punctuation",
    (part, where) => {
      const { behavior } = readFields(z.looseObject({ behavior: behaviours.default("Isolated") }), part, where);
      return (piece) => splitAt(piece, punctuation, behavior);
    },
  ],
  [
    "Digits",
    (part, where) => {
      const { individual_digits } = readFields(z.looseObject({ individual_digits: z.boolean() }), part, where);
      return (piece) => splitAt(piece, /\p{N}/gu, individual_digits ? "Isolated" : "Contiguous");
    },
  ],
  [
    "CharDelimiterSplit",
    (part, where) => {
      const { delimiter } = readFields(z.looseObject({ delimiter: z.string().min(1) }), part, where);
      const pattern = new RegExp(RegExp.escape(delimiter), "gu");
      return (piece) => splitAt(piece, pattern, "Removed");
    },
  ],
  [
    "Split",
    (part, where) => {
      const { pattern, behavior, invert } = readFields(splitFields, part, where);
      const regExp = patternOf(pattern, `${where}.pattern`);
      return (piece) => splitAt(piece, regExp, behavior, invert);
    },
  ],
  [
    "ByteLevel",
    (part, where) => {
      const { add_prefix_space, use_regex } = readFields(byteLevelFields, part, where);
      return (piece) => {
        const whole = add_prefix_space && !piece.text.startsWith(" ") ? prepend(piece, " ") : piece;
        return (use_regex ? splitAt(whole, gpt2, "Isolated") : [whole]).map(byteLevelText);
      };
    },
  ],
  ["Metaspace", metaspace],
  [
    "Sequence",
    (part, where) => {
      const { pretokenizers } = readFields(z.looseObject({ pretokenizers: z.array(z.unknown()) }), part, where);
      const steps = pretokenizers.map((step, number) => makePreTokenizer(step, `${where}.pretokenizers.${number}`));
      return (piece) => steps.reduce<AlignedText[]>((pieces, step) => pieces.flatMap(step), [piece]);
    },
  ],
]);

/** Reads a pre-tokeniser. @throws InvalidTokenizerError, UnsupportedTokenizerError */
export function makePreTokenizer(value: unknown, where = "pre_tokenizer"): PreTokenizer {
  return makePart(kinds, value, where);
}
