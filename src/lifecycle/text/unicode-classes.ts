/** @file Python's character classes: what `\w` and `\s` match there, which is not what they match in JavaScript. */
import { codePointTable } from "./code-point-table.ts";

/** `str.isalnum()` or the underscore, as the inside of a regular-expression class. */
export const WORD_CLASS = "\\p{L}\\p{N}_";
/** `str.isspace()`, as the inside of a regular-expression class. */
export const SPACE_CLASS = "\\t-\\r\\x1c-\\x20\\x85\\p{Z}";

/** Bit of `characterClass`: Python's `\w`. */
export const WORD = 1;
/** Bit of `characterClass`: Python's `\s`. */
export const SPACE = 2;

const word = new RegExp(`^[${WORD_CLASS}]$`, "u");
const space = new RegExp(`^[${SPACE_CLASS}]$`, "u");

/** The classes of a code point as bits `WORD` and `SPACE`. */
export const characterClass = codePointTable(
  (character) => (word.test(character) ? WORD : 0) | (space.test(character) ? SPACE : 0),
);
