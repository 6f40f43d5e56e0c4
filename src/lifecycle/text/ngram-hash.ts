/**
 * @file fastText's hashes, bit for bit: FNV-1a of a token with its bytes taken as signed, and 64-bit hashes of word
 * n-grams made of those (Joulin et al. 2016; `Dictionary::hash`, `addWordNgrams` and `computeSubwords` of fastText).
 */

/** The hash of no bytes. */
export const TOKEN_HASH_START = 0x811c9dc5 | 0;

/** Mixes one more byte into a token's hash; signed 32-bit. */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ ((byte << 24) >> 24), 0x01000193);
}

/** The signed 32-bit hash of `bytes[start … end]`. */
export function hashToken(bytes: Uint8Array, start: number, end: number): number {
  let hash = TOKEN_HASH_START;
  for (let at = start; at < end; at++) hash = hashByte(hash, bytes[at]!);
  return hash;
}

const NGRAM_FACTOR = 116049371;
const TWO_32 = 2 ** 32;

/**
 * Writes the buckets of all n-grams of 2 … `longest` tokens, by their first token and then by length, as `base` + bucket.
 * @param hashes of the tokens, signed; @returns the place in `target` behind the last
 */
export function wordNgramBuckets(
  hashes: Int32Array,
  count: number,
  longest: number,
  buckets: number,
  target: Int32Array,
  at: number,
  base: number,
): number {
  if (longest === 2) return wordPairBuckets(hashes, count, buckets, target, at, base);
  const highShare = TWO_32 % buckets;
  const inverse = 1 / buckets;
  for (let first = 0; first < count - 1; first++) {
    let low = hashes[first]!;
    let high = low >> 31; // 64 bits in two halves, sign-extended as in C++
    const last = Math.min(count, first + longest);
    for (let next = first + 1; next < last; next++) {
      const added = hashes[next]!;
      const rightProduct = (low & 0xffff) * NGRAM_FACTOR;
      const leftProduct = (low >>> 16) * NGRAM_FACTOR + Math.floor(rightProduct / 65536);
      const lowSum = (((leftProduct & 0xffff) << 16) | (rightProduct & 0xffff)) >>> 0;
      const sum = lowSum + (added >>> 0);
      high =
        (Math.imul(high, NGRAM_FACTOR) + Math.floor(leftProduct / 65536) + (added >> 31) + (sum >= TWO_32 ? 1 : 0)) | 0;
      low = sum | 0;
      // high · 2³² + low modulo buckets; below 2⁴⁹, so doubles are exact.
      const highRest = (high >>> 0) - Math.floor((high >>> 0) * inverse) * buckets;
      const whole = highRest * highShare + (low >>> 0);
      let rest = whole - Math.floor(whole * inverse) * buckets;
      if (rest < 0) rest += buckets;
      else if (rest >= buckets) rest -= buckets;
      target[at++] = base + rest;
    }
  }
  return at;
}

/**
 * The same for pairs alone: first · factor + second as a 64-bit integer modulo `buckets`, each summand by itself. Whether
 * the sum is negative, and so has 2⁶⁴ added, is the first hash's sign where the product outweighs the second hash.
 */
function wordPairBuckets(
  hashes: Int32Array,
  count: number,
  buckets: number,
  target: Int32Array,
  at: number,
  base: number,
): number {
  if (count < 2) return at;
  const inverse = 1 / buckets;
  const wrapShare = Number((1n << 64n) % BigInt(buckets));
  const factorShare = NGRAM_FACTOR % buckets;
  const rest = (value: number) => {
    const left = value - Math.floor(value * inverse) * buckets;
    return left < 0 ? left + buckets : left >= buckets ? left - buckets : left;
  };
  let first = hashes[0]!;
  let firstShare = rest(first);
  for (let next = 1; next < count; next++) {
    const second = hashes[next]!;
    const secondShare = rest(second);
    const isNegative = first * NGRAM_FACTOR + second < 0;
    target[at++] = base + rest(firstShare * factorShare + secondShare + (isNegative ? wrapShare : 0));
    first = second;
    firstShare = secondShare;
  }
  return at;
}

const BEGIN = 0x3c; // <
const FINISH = 0x3e; // >

/**
 * The buckets of the character n-grams of `<word>`, shortest start first; single `<` and `>` are none.
 * @param word in UTF-8, folded
 */
export function characterNgramBuckets(
  word: Uint8Array,
  [least, most]: readonly [number, number],
  buckets: number,
): number[] {
  const bytes = new Uint8Array(word.length + 2);
  bytes[0] = BEGIN;
  bytes.set(word, 1);
  bytes[word.length + 1] = FINISH;
  const found: number[] = [];
  for (let start = 0; start < bytes.length; start++) {
    if (isContinuation(bytes[start]!)) continue;
    let hash = TOKEN_HASH_START;
    for (let end = start, length = 1; end < bytes.length && length <= most; length++) {
      do hash = hashByte(hash, bytes[end++]!);
      while (end < bytes.length && isContinuation(bytes[end]!));
      const isMark = length === 1 && (start === 0 || end === bytes.length);
      if (length >= least && !isMark) found.push((hash >>> 0) % buckets);
    }
  }
  return found;
}

/** Whether a byte goes on with a character in UTF-8. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
