/**
 * @file The word-break class of a character (UAX #29), as far as the rules for simple scripts need it. JavaScript does not tell
 * the property, but ICU's own cuts around a character do; so the classes are always those of the ICU that is running.
 */

/** Belongs to no word and joins none. */
export const OTHER = 0;
/** ALetter */
export const LETTER = 1;
/** Numeric */
export const DIGIT = 2;
/** ExtendNumLet, such as the underscore. */
export const CONNECTOR = 3;
/** MidLetter: joins two letters. */
export const MID_LETTER = 4;
/** MidNum: joins two digits. */
export const MID_DIGIT = 5;
/** MidNumLet and the apostrophe: joins two letters or two digits. */
export const MID = 6;
/** Anything with rules beyond these (marks, Hebrew, Katakana) or with a dictionary (Han, Thai, Khmer, …): ask ICU. */
export const COMPLEX = 7;

let segmenter: Intl.Segmenter | undefined;

/** Cuts words by the root locale's rules, whatever the machine's locale. */
export function wordSegmenter(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
  return segmenter;
}

const pages: (Uint8Array | undefined)[] = new Array(0x1100).fill(undefined);
const withDictionary =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Myanmar}\p{sc=Khmer}\p{sc=Tai_Le}\p{sc=New_Tai_Lue}\p{sc=Tai_Tham}\p{sc=Tai_Viet}\p{sc=Ahom}]/u;
const firstHangul = 0xac00;
const lastHangul = 0xd7a3;

/** The class of a code point. */
export function wordBreakClass(codePoint: number): number {
  return wordBreakPage(codePoint >> 8)[codePoint & 255]!;
}

/** The classes of 256 code points. */
export function wordBreakPage(number: number): Uint8Array {
  return pages[number] ?? addPage(number);
}

/** Pages of 256 code points are classified when first met. Hangul syllables are all alike. */
function addPage(number: number): Uint8Array {
  const first = number * 256;
  const page =
    first >= firstHangul && first + 255 <= lastHangul
      ? new Uint8Array(256).fill(classify(firstHangul))
      : Uint8Array.from({ length: 256 }, (_, low) => classify(first + low));
  pages[number] = page;
  return page;
}

function classify(codePoint: number): number {
  if (codePoint >= 0xd800 && codePoint < 0xe000) return OTHER;
  const character = String.fromCodePoint(codePoint);
  if (withDictionary.test(character)) return COMPLEX;
  // What stays with a sign before it extends everything (marks, joiners, format characters).
  if (isOne(`$${character}`)) return COMPLEX;
  if (isOne(`a${character}`)) {
    if (isOne(`a.${character}`)) return isOne(`${character}'`) || !isOne(`1${character}`) ? COMPLEX : LETTER;
    if (isOne(`1,${character}`)) return DIGIT;
    return isOne(`1${character}`) && isOne(`_${character}`) ? CONNECTOR : COMPLEX;
  }
  if (isOne(`1${character}`) || isOne(`${character}a`) || isOne(`ア${character}`)) return COMPLEX;
  const joinsLetters = isOne(`a${character}a`);
  const joinsDigits = isOne(`1${character}1`);
  if (joinsLetters) return joinsDigits ? MID : MID_LETTER;
  if (joinsDigits) return MID_DIGIT;
  return wordSegmenter().segment(character).containing(0)!.isWordLike ? COMPLEX : OTHER;
}

function isOne(text: string): boolean {
  return wordSegmenter().segment(text).containing(0)!.segment.length === text.length;
}
