/** @file Many terms as one block of UTF-8: how a vocabulary is kept in memory and in a bundle. */
import { BadVocabularyError } from "./errors.ts";

/** Terms `0 … length-1`; term `i` is the UTF-8 bytes `offsets[i] … offsets[i + 1]`. Read-only. */
export interface TermList {
  readonly length: number;
  readonly bytes: Uint8Array;
  /** [length + 1], starting at 0. */
  readonly offsets: Uint32Array;
}

/** Terms in order as one block. */
export function termList(terms: readonly string[]): TermList {
  const offsets = new Uint32Array(terms.length + 1);
  const parts = terms.map((term) => Buffer.from(term, "utf8"));
  for (let at = 0; at < parts.length; at++) offsets[at + 1] = offsets[at]! + parts[at]!.length;
  return { length: terms.length, bytes: Buffer.concat(parts), offsets };
}

/** One term as a string. */
export function termAt({ bytes, offsets }: TermList, index: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    "utf8",
    offsets[index]!,
    offsets[index + 1]!,
  );
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
  const terms = { length, bytes: bytes.subarray(0, used), offsets };
  return terms;
}
