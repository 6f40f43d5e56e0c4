/** @file UTF-8 that was read in an old code page: recognised by its sequences, repaired by going the way back. */

/** The characters that windows-1252 has at 0x80 … 0x9f; where it has none, the control character. */
const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const byteOf = new Map([...high].map((character, index) => [character, 0x80 + index]));

/** What windows-1252 has in place of a control character from U+0080 to U+009F; `undefined` where it has nothing. */
export function windowsCharacter(control: string): string | undefined {
  const character = high.charAt((control.codePointAt(0) ?? 0) - 0x80);
  return character === "" || character === control ? undefined : character;
}

const continuation = `[\\u0080-\\u00bf${high.replace(/[\\\]^-]/g, "\\$&")}]`;

/** Code page 437 (and 850, whose letters are the same here): capitals of Latin-1 after the lead byte, then small letters. */
const dosCapitals = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"; // 0x80 … 0x9f
const dosSmall = "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"; // 0xa0 … 0xbf

/**
 * A lead byte of UTF-8 as windows-1252 shows it, followed by its continuation bytes; or a letter of UTF-8 in code page
 * 437 or 850, whose lead byte 0xc3 (a box-drawing character) some program may have made a "+": then a small letter
 * within a word, or a capital at its start.
 */
export const mojibakePattern = new RegExp(
  [
    `[ÂÃÄÅÎÏÐÑ]${continuation}`,
    `[âãàá]${continuation}{2}`,
    `ð${continuation}{3}`,
    `├[${dosCapitals}${dosSmall}]`,
    `(?<=\\p{L})\\+[${dosSmall}]`,
    `(?<=^|\\s)\\+[${dosCapitals}](?=\\p{Ll})`,
  ].join("|"),
  "gu",
);

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text with each sequence as the character it was; sequences that are no UTF-8 after all stay. */
export function repairMojibake(text: string): string {
  return text.replace(mojibakePattern, (sequence) => {
    const bytes = /^[├+]/.test(sequence)
      ? [0xc3, 0x80 + (dosCapitals + dosSmall).indexOf(sequence.charAt(1))]
      : [...sequence].map((character) => byteOf.get(character) ?? character.codePointAt(0)!);
    if (bytes.some((byte) => byte > 0xff)) return sequence;
    try {
      return utf8.decode(Uint8Array.from(bytes));
    } catch {
      return sequence;
    }
  });
}
