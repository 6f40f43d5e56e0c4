/** @file Many terms as one block of UTF-8: how a vocabulary is kept in memory and in a bundle. */
import { isUtf8 } from "node:buffer";
import { BadVocabularyError } from "./errors.ts";

/** Terms `0 … length-1`; term `i` is the UTF-8 bytes `offsets[i] … offsets[i + 1]`. Read-only. */
export interface TermList {
  readonly length: number;
  readonly bytes: Uint8Array;
  /** [length + 1], starting at 0. */
  readonly offsets: Uint32Array;
}

/** One term as a string. */
export function termAt({ bytes, offsets }: TermList, index: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    "utf8",
    offsets[index]!,
    offsets[index + 1]!,
  );
}

/** The terms at some places, in that order. */
export function termsAt({ bytes, offsets }: TermList, places: ArrayLike<number>): TermList {
  const chosen = new Uint32Array(places.length + 1);
  for (let at = 0; at < places.length; at++)
    chosen[at + 1] = chosen[at]! + offsets[places[at]! + 1]! - offsets[places[at]!]!;
  const selected = new Uint8Array(chosen[places.length]!);
  for (let at = 0; at < places.length; at++)
    selected.set(bytes.subarray(offsets[places[at]!]!, offsets[places[at]! + 1]!), chosen[at]!);
  return { length: places.length, bytes: selected, offsets: chosen };
}

const newline = 10;
const carriageReturn = 13;
const backslash = 92;

/** One term a line, with `\n`, `\r` and `\\` for line ends and backslashes inside terms. */
export function writeTermList({ length, bytes, offsets }: TermList): Uint8Array {
  let escapes = 0;
  for (const byte of bytes) if (byte === newline || byte === carriageReturn || byte === backslash) escapes++;
  const out = new Uint8Array(bytes.length + escapes + length);
  let at = 0;
  for (let term = 0; term < length; term++) {
    for (let from = offsets[term]!; from < offsets[term + 1]!; from++) {
      const byte = bytes[from]!;
      if (byte === newline || byte === carriageReturn || byte === backslash) {
        out[at++] = backslash;
        out[at++] = byte === newline ? 110 : byte === carriageReturn ? 114 : backslash;
      } else out[at++] = byte;
    }
    out[at++] = newline;
  }
  return out;
}

/** Reads what `writeTermList` wrote. @throws BadVocabularyError */
export function readTermList(file: string, content: Uint8Array): TermList {
  if (content.length > 0 && content[content.length - 1] !== newline)
    throw new BadVocabularyError(file, "its last line does not end");
  let length = 0;
  for (let at = content.indexOf(newline); at >= 0; at = content.indexOf(newline, at + 1)) length++;
  const bytes = new Uint8Array(content.length - length);
  const offsets = new Uint32Array(length + 1);
  let used = 0;
  let term = 0;
  for (let at = 0; at < content.length; at++) {
    let byte = content[at]!;
    if (byte === newline) {
      offsets[++term] = used;
      continue;
    }
    if (byte === backslash) {
      const letter = content[++at];
      if (letter !== 110 && letter !== 114 && letter !== backslash)
        throw new BadVocabularyError(file, `line ${term + 1} holds an unknown escape`);
      byte = letter === 110 ? newline : letter === 114 ? carriageReturn : backslash;
    }
    bytes[used++] = byte;
  }
  if (!isUtf8(bytes.subarray(0, used))) throw new BadVocabularyError(file, "it is not UTF-8");
  return { length, bytes: bytes.subarray(0, used), offsets };
}

/** Checks that each term comes after the one before by code point. @throws BadVocabularyError */
export function checkAscending(file: string, { length, bytes, offsets }: TermList): void {
  for (let term = 1; term < length; term++)
    if (!isAfter(bytes, offsets[term - 1]!, offsets[term]!, offsets[term + 1]!))
      throw new BadVocabularyError(file, `line ${term + 1} is not after line ${term} in code point order`);
}

/** Whether the bytes `middle … end` come after the bytes `start … middle`. */
function isAfter(bytes: Uint8Array, start: number, middle: number, end: number): boolean {
  for (let at = 0; start + at < middle; at++) {
    if (middle + at === end) return false;
    const left = bytes[start + at]!;
    const right = bytes[middle + at]!;
    if (left !== right) return left < right;
  }
  return middle - start < end - middle;
}
