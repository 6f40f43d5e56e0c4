/** @file The normalisers of tokenizer files, by the names that they have there. */
import { z } from "zod";
import {
  type AlignedText,
  type ChangedPoint,
  changePoints,
  filterPoints,
  mapPoints,
  prepend,
  replaceInAligned,
} from "./aligned-text.ts";
import { byteLevelText } from "./byte-level.ts";
import { type MakePart, makePart, patternOf, patternSchema, readFields } from "./parts.ts";
import { precompiled } from "./precompiled.ts";
import { toUnicodeForm } from "./unicode-form.ts";

/** One step from a text to another. */
export type Normalizer = (source: AlignedText) => AlignedText;

const isMark = (point: string) => /^\p{Mn}$/u.test(point);
const isSpace = (point: string) => /^\p{White_Space}$/u.test(point);
/** Control characters but tab, line feed and carriage return, and what stands for unknown characters. */
const isNoText = (point: string) =>
  point === "\0" || point === "\ufffd" || (!/^[\t\n\r]$/.test(point) && /^[\p{Cc}\p{Cf}\p{Co}]$/u.test(point));
const isBertSpace = (point: string) => point === "\t" || point === "\n" || point === "\r" || isSpace(point);
/** CJK ideographs, the blocks that BERT names: not kana, not Hangul. */
const ideograph =
  /^[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]$/u;

const bertFields = z.looseObject({
  clean_text: z.boolean().default(true),
  handle_chinese_chars: z.boolean().default(true),
  strip_accents: z.boolean().nullish(),
  lowercase: z.boolean().default(true),
});

const bertNormalizer: MakePart<Normalizer> = (part, where) => {
  const { clean_text, handle_chinese_chars, strip_accents, lowercase } = readFields(bertFields, part, where);
  const steps: Normalizer[] = [];
  if (clean_text)
    steps.push((source) =>
      mapPoints(
        filterPoints(source, (point) => !isNoText(point)),
        (point) => (isBertSpace(point) ? " " : point),
      ),
    );
  if (handle_chinese_chars) steps.push(spaceIdeographs);
  if (strip_accents ?? lowercase) steps.push(stripDecomposed);
  if (lowercase) steps.push(lowerCase);
  return sequence(steps);
};

function spaceIdeographs(source: AlignedText): AlignedText {
  if (!/[\u3400-\uffff]/.test(source.text)) return source;
  const points = [...source.text].flatMap((point): ChangedPoint[] =>
    ideograph.test(point)
      ? [
          { point: " ", change: 0 },
          { point, change: 1 },
          { point: " ", change: 1 },
        ]
      : [{ point, change: 0 }],
  );
  return changePoints(source, points);
}

function stripDecomposed(source: AlignedText): AlignedText {
  return filterPoints(toUnicodeForm(source, "NFD"), (point) => !isMark(point));
}

/** Each character by itself, so that a final sigma is a sigma. */
function lowerCase(source: AlignedText): AlignedText {
  return /[A-Z\u0080-\uffff]/.test(source.text) ? mapPoints(source, (point) => point.toLowerCase()) : source;
}

function strip(source: AlignedText, left: boolean, right: boolean): AlignedText {
  const points = [...source.text];
  const from = left ? points.findIndex((point) => !isSpace(point)) : 0;
  const to = right ? points.findLastIndex((point) => !isSpace(point)) : points.length - 1;
  let place = -1;
  return filterPoints(source, () => {
    place++;
    return from >= 0 && place >= from && place <= to;
  });
}

function sequence(steps: readonly Normalizer[]): Normalizer {
  return (source) => steps.reduce((text, step) => step(text), source);
}

const stripFields = z.looseObject({ strip_left: z.boolean(), strip_right: z.boolean() });
const replaceFields = z.looseObject({ pattern: patternSchema, content: z.string() });

const kinds: ReadonlyMap<string, MakePart<Normalizer>> = new Map<string, MakePart<Normalizer>>([
  ["BertNormalizer", bertNormalizer],
  ...(["NFC", "NFD", "NFKC", "NFKD"] as const).map((form): [string, MakePart<Normalizer>] => [
    form,
    () => (source) => toUnicodeForm(source, form),
  ]),
  ["Lowercase", () => lowerCase],
  ["StripAccents", () => (source) => filterPoints(source, (point) => !/^\p{M}$/u.test(point))],
  [
    "Strip",
    (part, where) => {
      const { strip_left, strip_right } = readFields(stripFields, part, where);
      return (source) => strip(source, strip_left, strip_right);
    },
  ],
  [
    "Replace",
    (part, where) => {
      const { pattern, content } = readFields(replaceFields, part, where);
      const regExp = patternOf(pattern, `${where}.pattern`);
      return (source) => replaceInAligned(source, regExp, content);
    },
  ],
  [
    "Prepend",
    (part, where) => {
      const { prepend: before } = readFields(z.looseObject({ prepend: z.string() }), part, where);
      return (source) => prepend(source, before);
    },
  ],
  ["ByteLevel", () => byteLevelText],
  [
    "Precompiled",
    (part, where) =>
      precompiled(readFields(z.looseObject({ precompiled_charsmap: z.string() }), part, where).precompiled_charsmap),
  ],
  [
    "Sequence",
    (part, where) => {
      const { normalizers } = readFields(z.looseObject({ normalizers: z.array(z.unknown()) }), part, where);
      return sequence(normalizers.map((step, number) => makeNormalizer(step, `${where}.normalizers.${number}`)));
    },
  ],
]);

/** Reads a normaliser. @throws InvalidTokenizerError, UnsupportedTokenizerError */
export function makeNormalizer(value: unknown, where = "normalizer"): Normalizer {
  return makePart(kinds, value, where);
}
