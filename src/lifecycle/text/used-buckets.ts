/** @file Ascending bucket numbers as bytes: the gaps between them, seven bits a byte, lowest first (LEB128). */
import { BadVocabularyError } from "./errors.ts";

/** Writes ascending numbers. */
export function writeUsedBuckets(buckets: Int32Array): Uint8Array {
  const bytes = new Uint8Array(buckets.length * 5);
  let used = 0;
  let before = -1;
  for (const bucket of buckets) {
    let gap = bucket - before - 1;
    for (; gap >= 0x80; gap >>>= 7) bytes[used++] = (gap & 0x7f) | 0x80;
    bytes[used++] = gap;
    before = bucket;
  }
  return bytes.slice(0, used);
}

/** Reads what `writeUsedBuckets` wrote. @throws BadVocabularyError */
export function readUsedBuckets(file: string, bytes: Uint8Array, buckets: number): Int32Array {
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count++;
  const found = new Int32Array(count);
  let before = -1;
  let at = 0;
  for (let place = 0; place < count; place++) {
    let gap = 0;
    let factor = 1;
    for (; bytes[at]! >= 0x80; at++, factor *= 128) gap += (bytes[at]! & 0x7f) * factor;
    gap += bytes[at++]! * factor;
    before += gap + 1;
    if (before >= buckets) throw new BadVocabularyError(file, `it names bucket ${before}, but there are ${buckets}`);
    found[place] = before;
  }
  if (at !== bytes.length) throw new BadVocabularyError(file, "its last number is cut off");
  return found;
}
