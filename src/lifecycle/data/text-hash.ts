/** @file A seeded 64-bit hash of a text's normalised form: equal for duplicates, random for the rest. */
import { hash } from "node:crypto";
import { createRandom } from "../../foundation/index.ts";
import { normaliseForDuplicates } from "../text/index.ts";

/** 64 bits as two halves. Two different texts among a million share them with a chance of 3 in 100 million. */
export interface HashHalves {
  high: number;
  low: number;
}

const SALT_BYTES = 16;

/** Makes the hash for one purpose and seed. The result object is the same one at every call. */
export function createTextHash(seed: number, purpose: string): (text: Uint8Array) => Readonly<HashHalves> {
  const random = createRandom(seed).split(purpose);
  let scratch = Buffer.allocUnsafeSlow(1 << 16);
  for (let at = 0; at < SALT_BYTES; at += 4) scratch.writeUInt32LE(random.uint32(), at);
  const result: HashHalves = { high: 0, low: 0 };
  return (text) => {
    if (text.length * 3 + SALT_BYTES > scratch.length) scratch = Buffer.concat([scratch], text.length * 4 + SALT_BYTES);
    let end = normaliseAscii(text, scratch, SALT_BYTES);
    if (end === -1) {
      const whole = normaliseForDuplicates(Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString("utf8"));
      const needed = Buffer.byteLength(whole) + SALT_BYTES; // NFKC may lengthen a text
      if (needed > scratch.length) scratch = Buffer.concat([scratch], needed);
      end = SALT_BYTES + scratch.write(whole, SALT_BYTES, "utf8");
    }
    const digest = hash("sha256", scratch.subarray(0, end), "buffer");
    result.high = digest.readUInt32LE(0);
    result.low = digest.readUInt32LE(4);
    return result;
  };
}

/** `normaliseForDuplicates` of ASCII without decoding it; the end of what was written, or -1 for a text that is not ASCII. */
function normaliseAscii(text: Uint8Array, target: Uint8Array, start: number): number {
  let end = start;
  let pendingSpace = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]!;
    if (byte >= 0x80) return -1;
    if (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x1c && byte <= 0x1f)) {
      pendingSpace = end > start;
      continue;
    }
    if (pendingSpace) {
      target[end++] = 0x20;
      pendingSpace = false;
    }
    target[end++] = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
  }
  return end;
}
