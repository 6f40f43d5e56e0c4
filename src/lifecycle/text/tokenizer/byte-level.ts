/** @file The 256 bytes as printable characters, as GPT-2 has them (Radford et al. 2019). */
import { type AlignedText, mapPoints } from "./aligned-text.ts";

const isPrintable = (byte: number) =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);

const characters: string[] = [];
for (let byte = 0, next = 256; byte < 256; byte++)
  characters.push(String.fromCharCode(isPrintable(byte) ? byte : next++));
const bytes = new Map(characters.map((character, byte) => [character, byte]));

/** [256] The character of each byte. */
export const characterOfByte: readonly string[] = characters;

/** The byte that a character stands for. */
export function byteOfCharacter(character: string): number | undefined {
  return bytes.get(character);
}

const encoder = new TextEncoder();

/** The text with a character for each byte of its UTF-8. */
export function byteLevelText(source: AlignedText): AlignedText {
  return mapPoints(source, (point) => Array.from(encoder.encode(point), (byte) => characters[byte]!).join(""));
}
