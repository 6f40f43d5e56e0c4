/**
 * @file How surprising a text's characters are beside all other texts': the mean of -log2 P(character | the two before
 * it) under a model of trigrams counted over the data set itself, add-one smoothed, each text without its own counts.
 */
import type { TextColumn } from "../../text/index.ts";

/** Letters without case, one for digits, one for white space, punctuation, and the bytes of other scripts. */
const symbols = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return 64 + (byte & 0x3f);
  const character = String.fromCharCode(byte);
  if (/\s/.test(character)) return 0;
  if (/[0-9]/.test(character)) return 1;
  if (/[a-z]/i.test(character)) return 2 + ((byte | 0x20) - 0x61);
  return byte < 0x20 ? 28 : 29 + (byte % 35);
});

const SYMBOLS = 128;

/** [texts] Bits a character; NaN for a text of fewer than `leastBytes`. */
export function characterSurprise({ bytes, offsets, length }: TextColumn, leastBytes: number): Float64Array {
  const trigrams = new Uint32Array(SYMBOLS ** 3);
  const pairs = new Uint32Array(SYMBOLS ** 2);
  const ownTrigrams = new Uint32Array(SYMBOLS ** 3);
  const ownPairs = new Uint32Array(SYMBOLS ** 2);
  for (let text = 0; text < length; text++) count(bytes, offsets[text]!, offsets[text + 1]!, trigrams, pairs, 1);
  const surprise = new Float64Array(length).fill(Number.NaN);
  for (let text = 0; text < length; text++) {
    const [start, end] = [offsets[text]!, offsets[text + 1]!];
    if (end - start < leastBytes) continue;
    count(bytes, start, end, ownTrigrams, ownPairs, 1);
    let product = 1; // a logarithm takes longer than a multiplication
    let bits = 0;
    let pair = 0;
    for (let at = start; at < end; at++) {
      const symbol = symbols[bytes[at]!]!;
      const trigram = pair * SYMBOLS + symbol;
      product *= (trigrams[trigram]! - ownTrigrams[trigram]! + 1) / (pairs[pair]! - ownPairs[pair]! + SYMBOLS);
      if (product < 1e-200) {
        bits -= Math.log2(product);
        product = 1;
      }
      pair = (pair % SYMBOLS) * SYMBOLS + symbol;
    }
    surprise[text] = (bits - Math.log2(product)) / (end - start);
    count(bytes, start, end, ownTrigrams, ownPairs, -1);
  }
  return surprise;
}

/** Adds `step` for each symbol and the pair before it; a text begins after two spaces. */
function count(
  bytes: Uint8Array,
  start: number,
  end: number,
  trigrams: Uint32Array,
  pairs: Uint32Array,
  step: number,
): void {
  let pair = 0;
  for (let at = start; at < end; at++) {
    const symbol = symbols[bytes[at]!]!;
    pairs[pair]! += step;
    trigrams[pair * SYMBOLS + symbol]! += step;
    pair = (pair % SYMBOLS) * SYMBOLS + symbol;
  }
}
