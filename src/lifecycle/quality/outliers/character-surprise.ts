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
export function characterSurprise(texts: TextColumn, leastBytes: number): Float64Array {
  const { bytes, offsets, length } = texts;
  const trigrams = new Uint32Array(SYMBOLS ** 3);
  const pairs = new Uint32Array(SYMBOLS ** 2);
  for (let text = 0; text < length; text++) visit(bytes, offsets[text]!, offsets[text + 1]!, count);

  function count(pair: number, symbol: number): void {
    pairs[pair]!++;
    trigrams[pair * SYMBOLS + symbol]!++;
  }

  const ownTrigrams = new Map<number, number>();
  const ownPairs = new Map<number, number>();
  const surprise = new Float64Array(length).fill(Number.NaN);
  for (let text = 0; text < length; text++) {
    const [start, end] = [offsets[text]!, offsets[text + 1]!];
    if (end - start < leastBytes) continue;
    ownTrigrams.clear();
    ownPairs.clear();
    visit(bytes, start, end, (pair, symbol) => {
      const trigram = pair * SYMBOLS + symbol;
      ownTrigrams.set(trigram, (ownTrigrams.get(trigram) ?? 0) + 1);
      ownPairs.set(pair, (ownPairs.get(pair) ?? 0) + 1);
    });
    let bits = 0;
    for (const [trigram, own] of ownTrigrams) {
      const pair = Math.floor(trigram / SYMBOLS);
      const others = trigrams[trigram]! - own;
      bits -= own * Math.log2((others + 1) / (pairs[pair]! - ownPairs.get(pair)! + SYMBOLS));
    }
    surprise[text] = bits / (end - start);
  }
  return surprise;
}

/** Calls with each symbol and the pair before it; a text begins after two spaces. */
function visit(bytes: Uint8Array, start: number, end: number, take: (pair: number, symbol: number) => void): void {
  let pair = 0;
  for (let at = start; at < end; at++) {
    const symbol = symbols[bytes[at]!]!;
    take(pair, symbol);
    pair = (pair % SYMBOLS) * SYMBOLS + symbol;
  }
}
