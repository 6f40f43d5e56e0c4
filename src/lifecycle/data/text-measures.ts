/** @file Sizes of one text, in one pass over its UTF-8. */

/** The sizes; filled in by `measureText`. */
export interface TextMeasures {
  /** Unicode characters. */
  characters: number;
  /** Runs of anything but ASCII white space. */
  words: number;
  asciiLetters: number;
  isAscii: boolean;
}

const SPACE = 1;
const LETTER = 2;
const CONTINUATION = 4;
const BEYOND_ASCII = 8;

const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0xc0) return BEYOND_ASCII;
  if (byte >= 0x80) return CONTINUATION | BEYOND_ASCII;
  const character = String.fromCharCode(byte);
  return /\s/.test(character) ? SPACE : /[a-zA-Z]/.test(character) ? LETTER : 0;
});

/** Measures a text into `result`. */
export function measureText(text: Uint8Array, result: TextMeasures): void {
  let continuations = 0;
  let letters = 0;
  let words = 0;
  let seen = 0;
  let wasSpace = 1;
  for (let at = 0; at < text.length; at++) {
    const kind = classes[text[at]!]!;
    const isSpace = kind & SPACE;
    words += wasSpace & (isSpace ^ 1);
    wasSpace = isSpace;
    letters += (kind & LETTER) >> 1;
    continuations += (kind & CONTINUATION) >> 2;
    seen |= kind;
  }
  result.characters = text.length - continuations;
  result.words = words;
  result.asciiLetters = letters;
  result.isAscii = (seen & BEYOND_ASCII) === 0;
}
