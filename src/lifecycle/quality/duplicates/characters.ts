/** @file What each character of the Basic Multilingual Plane is for shingles, as tables, so that texts need not be decoded to strings. */

/** Between words. */
export const SEPARATOR = 0;
/** A letter, mark or digit in a word. */
export const IN_WORD = 1;
/** A word of its own: scripts that are written without spaces. */
export const ALONE = 2;

/** Tables by UTF-16 code unit. */
export interface CharacterTables {
  readonly kinds: Uint8Array;
  /** The lower-case form, where it is a single unit. */
  readonly lower: Uint16Array;
}

const letter = /[\p{L}\p{M}\p{N}_]/u;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

let tables: CharacterTables | undefined;

/** The tables, made when they are first needed. */
export function characterTables(): CharacterTables {
  if (tables !== undefined) return tables;
  const kinds = new Uint8Array(65_536);
  const lower = new Uint16Array(65_536);
  for (let unit = 0; unit < 65_536; unit++) {
    const character = String.fromCharCode(unit);
    kinds[unit] = letter.test(character) ? (unspaced.test(character) ? ALONE : IN_WORD) : SEPARATOR;
    const small = character.toLowerCase();
    lower[unit] = small.length === 1 ? small.charCodeAt(0) : unit;
  }
  tables = { kinds, lower };
  return tables;
}
