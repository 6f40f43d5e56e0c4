/** @file The parts of a tokenizer file: objects told apart by `type`, each kind made by one function. */
import { z } from "zod";
import { InvalidTokenizerError, UnsupportedTokenizerError } from "./errors.ts";

/** A part as it stands in the file. */
export interface FilePart {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Makes parts of one kind from what the file says; `where` is the part's place in the file. */
export type MakePart<Part> = (part: FilePart, where: string) => Part;

const filePart = z.looseObject({ type: z.string() });

/** Reads what all parts have. @throws InvalidTokenizerError */
export function readPart(value: unknown, where: string): FilePart {
  return readFields(filePart, value, where);
}

/** Makes a part of whichever kind. @throws InvalidTokenizerError, UnsupportedTokenizerError */
export function makePart<Part>(kinds: ReadonlyMap<string, MakePart<Part>>, value: unknown, where: string): Part {
  const part = readPart(value, where);
  const make = kinds.get(part.type);
  if (make === undefined) throw new UnsupportedTokenizerError(where, `a "${part.type}"`, [...kinds.keys()]);
  return make(part, where);
}

/** What a part's fields must be; fields that are not named are let be. @throws InvalidTokenizerError */
export function readFields<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const issue = error.issues[0]!;
  throw new InvalidTokenizerError([where, ...issue.path].join("."), issue.message.toLowerCase());
}

/** A pattern as the file has it: a text, or a regular expression of Oniguruma. */
export const patternSchema = z.union([
  z.object({ String: z.string() }).strict(),
  z.object({ Regex: z.string() }).strict(),
]);

/** The pattern as JavaScript's, which finds all matches. @throws InvalidTokenizerError */
export function patternOf(pattern: z.output<typeof patternSchema>, where: string): RegExp {
  if ("String" in pattern) return new RegExp(RegExp.escape(pattern.String), "gu");
  // Oniguruma's \s is Unicode's white space, \w all that words are made of, \d all decimal digits.
  const source = pattern.Regex.replaceAll(/\\([sSwWdD])/g, (_, letter: string) => unicodeClass[letter]!);
  try {
    return new RegExp(source, "gv");
  } catch (error) {
    throw new InvalidTokenizerError(where, `the pattern ${JSON.stringify(pattern.Regex)} can't be translated`, {
      cause: error,
    });
  }
}

/** The class of what words are made of, as Oniguruma has it. */
export const WORD = "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]";
const unicodeClass: Readonly<Record<string, string>> = {
  s: "\\p{White_Space}",
  S: "\\P{White_Space}",
  w: WORD,
  W: `[^${WORD}]`,
  d: "\\p{Nd}",
  D: "\\P{Nd}",
};
