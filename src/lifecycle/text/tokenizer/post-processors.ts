/** @file What puts special tokens around texts; by the names that tokenizer files have. */
import { z } from "zod";
import { pointSize } from "./aligned-text.ts";
import type { TextToken } from "./encoding.ts";
import { InvalidTokenizerError } from "./errors.ts";
import { type MakePart, makePart, readFields } from "./parts.ts";

/** Finishes the tokens of one text or of a pair. */
export interface PostProcessor {
  /** How many tokens it adds. */
  added(isPair: boolean): number;
  process(texts: readonly (readonly TextToken[])[], options: PostOptions): readonly TextToken[];
}

/** What processing needs to know. */
export interface PostOptions {
  readonly addSpecialTokens: boolean;
  /** The texts themselves. */
  readonly texts: readonly string[];
  /** The token of an id, as the vocabulary spells it. */
  readonly spell: (id: number) => string;
}

type Step =
  | { readonly ids: readonly number[]; readonly typeId: number }
  | { readonly sequence: number; readonly typeId: number };

/** Lays texts and special tokens out in a row. */
function layOut(single: readonly Step[], pair: readonly Step[]): PostProcessor {
  return {
    added(isPair) {
      return (isPair ? pair : single).reduce((sum, step) => sum + ("ids" in step ? step.ids.length : 0), 0);
    },
    process: (texts, { addSpecialTokens }) =>
      (texts.length > 1 ? pair : single).flatMap((step): readonly TextToken[] => {
        const { typeId } = step;
        if ("sequence" in step) return texts[step.sequence]!.map((token) => ({ ...token, typeId }));
        if (!addSpecialTokens) return [];
        return step.ids.map((id) => ({ id, typeId, start: 0, end: 0, isSpecial: true }));
      }),
  };
}

const plain = layOut(
  [{ sequence: 0, typeId: 0 }],
  [
    { sequence: 0, typeId: 0 },
    { sequence: 1, typeId: 1 },
  ],
);

const namedId = z.tuple([z.string(), z.int().min(0)]);
const step = z.union([
  z.strictObject({ Sequence: z.strictObject({ id: z.enum(["A", "B"]), type_id: z.int().min(0) }) }),
  z.strictObject({ SpecialToken: z.strictObject({ id: z.string(), type_id: z.int().min(0) }) }),
]);
const templateFields = z.looseObject({
  single: z.array(step),
  pair: z.array(step).default([]),
  special_tokens: z.record(z.string(), z.looseObject({ ids: z.array(z.int().min(0)) })),
});

const template: MakePart<PostProcessor> = (part, where) => {
  const { single, pair, special_tokens } = readFields(templateFields, part, where);
  const stepsOf = (steps: typeof single, name: string) =>
    steps.map((one, number): Step => {
      if ("Sequence" in one) return { sequence: one.Sequence.id === "A" ? 0 : 1, typeId: one.Sequence.type_id };
      const { id, type_id } = one.SpecialToken;
      const token = special_tokens[id];
      if (token === undefined)
        throw new InvalidTokenizerError(
          `${where}.${name}.${number}`,
          `${JSON.stringify(id)} is not among special_tokens`,
        );
      return { ids: token.ids, typeId: type_id };
    });
  return layOut(stepsOf(single, "single"), stepsOf(pair, "pair"));
};

const sepAndCls = z.looseObject({ sep: namedId, cls: namedId });

const bert: MakePart<PostProcessor> = (part, where) => {
  const { sep, cls } = readFields(sepAndCls, part, where);
  const first: Step[] = [
    { ids: [cls[1]], typeId: 0 },
    { sequence: 0, typeId: 0 },
    { ids: [sep[1]], typeId: 0 },
  ];
  return layOut(first, [...first, { sequence: 1, typeId: 1 }, { ids: [sep[1]], typeId: 1 }]);
};

const trimFields = z.looseObject({
  trim_offsets: z.boolean().default(true),
  add_prefix_space: z.boolean().default(true),
});

const roberta: MakePart<PostProcessor> = (part, where) => {
  const { sep, cls } = readFields(sepAndCls, part, where);
  const first: Step[] = [
    { ids: [cls[1]], typeId: 0 },
    { sequence: 0, typeId: 0 },
    { ids: [sep[1]], typeId: 0 },
  ];
  const rows = layOut(first, [
    ...first,
    { ids: [sep[1]], typeId: 0 },
    { sequence: 1, typeId: 0 },
    { ids: [sep[1]], typeId: 0 },
  ]);
  return trimming(part, where, rows);
};

/** Takes the white space that byte-level tokens begin or end with out of their ranges. */
function trimming(part: Parameters<MakePart<PostProcessor>>[0], where: string, rows: PostProcessor): PostProcessor {
  const { trim_offsets, add_prefix_space } = readFields(trimFields, part, where);
  if (!trim_offsets) return rows;
  return {
    ...rows,
    process: (texts, options) =>
      rows.process(
        texts.map((tokens, place) =>
          tokens.map((token, number) =>
            trim(token, number, options.texts[place]!, options.spell(token.id), add_prefix_space),
          ),
        ),
        options,
      ),
  };
}

function trim(token: TextToken, number: number, text: string, spelling: string, addPrefixSpace: boolean): TextToken {
  const before = /^[Ġ\p{White_Space}]*/u.exec(spelling)![0].length;
  const behind = /[Ġ\p{White_Space}]*$/u.exec(spelling)![0].length;
  let { start, end } = token;
  // A single space before a text may be the one that was added.
  const isAdded = addPrefixSpace && before === 1 && (number === 0 || start === 0);
  for (let left = isAdded ? 0 : before; left > 0 && start < end; left--) start += pointSize(text, start);
  for (let left = behind; left > 0 && end > start; left--) end -= isLowHalf(text, end - 1) ? 2 : 1;
  return { ...token, start, end: Math.max(start, end) };
}

function isLowHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000;
}

const kinds: ReadonlyMap<string, MakePart<PostProcessor>> = new Map<string, MakePart<PostProcessor>>([
  ["TemplateProcessing", template],
  ["BertProcessing", bert],
  ["RobertaProcessing", roberta],
  ["ByteLevel", (part, where) => trimming(part, where, plain)],
  [
    "Sequence",
    (part, where) => {
      const { processors } = readFields(z.looseObject({ processors: z.array(z.unknown()) }), part, where);
      return inTurn(processors.map((one, number) => makePostProcessor(one, `${where}.processors.${number}`)));
    },
  ],
]);

/** All but the last work on each text for itself, as those that follow need them apart. */
function inTurn(steps: readonly PostProcessor[]): PostProcessor {
  const last = steps.at(-1) ?? plain;
  return {
    added: (isPair) => steps.reduce((sum, one) => sum + one.added(isPair), 0),
    process(texts, options) {
      const done = steps
        .slice(0, -1)
        .reduce<readonly (readonly TextToken[])[]>(
          (all, one) =>
            all.map((tokens, place) => one.process([tokens], { ...options, texts: [options.texts[place]!] })),
          texts,
        );
      return last.process(done, options);
    },
  };
}

/** Reads a post-processor; none adds nothing. @throws InvalidTokenizerError, UnsupportedTokenizerError */
export function makePostProcessor(value: unknown, where = "post_processor"): PostProcessor {
  return value == null ? plain : makePart(kinds, value, where);
}

/** The ids that stand before and behind one text; null where it does not stand once between such. */
export function endsOf(post: PostProcessor): { readonly before: Int32Array; readonly behind: Int32Array } | null {
  const text = { id: -1, typeId: 0, start: 0, end: 1, isSpecial: false };
  const ids = Int32Array.from(
    post.process([[text]], { addSpecialTokens: true, texts: ["a"], spell: () => "a" }),
    ({ id }) => id,
  );
  const place = ids.indexOf(-1);
  if (place < 0 || ids.lastIndexOf(-1) !== place) return null;
  return { before: ids.slice(0, place), behind: ids.slice(place + 1) };
}
