/** @file Python's character classes: what `\w` and `\s` match there, which is not what they match in JavaScript. */

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
const pages: (Uint8Array | undefined)[] = new Array(0x1100).fill(undefined);

/** The classes of a code point as bits `WORD` and `SPACE`. */
export function characterClass(codePoint: number): number {
  const page = pages[codePoint >> 8] ?? addPage(codePoint >> 8);
  return page[codePoint & 255]!;
}

/** Pages of 256 code points are classified when first met: all 4352 would take longer than most programs run. */
function addPage(number: number): Uint8Array {
  const page = Uint8Array.from({ length: 256 }, (_, low) => {
    const character = String.fromCodePoint(number * 256 + low);
    return (word.test(character) ? WORD : 0) | (space.test(character) ? SPACE : 0);
  });
  pages[number] = page;
  return page;
}
