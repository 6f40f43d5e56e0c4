/**
 * @file 128-bit hashes of rows (MurmurHash3 x86_128, Appleby 2011), by which unchanged rows are found again. The seed
 * is drawn anew for each use, and nothing is stored.
 */

/** Hashes one row at a time: `add` its cells in order, then `finish`. */
export interface RowHasher {
  /** The cell is `start <= at && at < end` of `bytes`; null where `start` is -1. */
  add(bytes: Uint8Array, start: number, end: number): void;
  /** Four 32-bit words, valid until the next row. */
  finish(): Uint32Array;
}

/** Starts a hasher. */
export function createRowHasher(seed: number): RowHasher {
  const state = new Uint32Array(4).fill(seed);
  const hash = new Uint32Array(4);
  let total = 0;

  return {
    add(bytes, start, end) {
      const length = start === -1 ? 0 : end - start;
      // The length goes first, so that no two rows with different cells have the same bytes.
      mixBlock(state, start === -1 ? 0xffffffff : length, 0, 0, 0);
      if (length > 0) mixBytes(state, bytes, start, end);
      total += length + 16;
    },
    finish() {
      finalise(state, total);
      hash.set(state);
      state.fill(seed);
      total = 0;
      return hash;
    },
  };
}

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

function mixBytes(state: Uint32Array, bytes: Uint8Array, start: number, end: number): void {
  const whole = start + ((end - start) & ~15);
  let h1 = state[0]! | 0;
  let h2 = state[1]! | 0;
  let h3 = state[2]! | 0;
  let h4 = state[3]! | 0;
  for (let at = start; at < whole; at += 16) {
    let k1 = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    let k2 = bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
    let k3 = bytes[at + 8]! | (bytes[at + 9]! << 8) | (bytes[at + 10]! << 16) | (bytes[at + 11]! << 24);
    let k4 = bytes[at + 12]! | (bytes[at + 13]! << 8) | (bytes[at + 14]! << 16) | (bytes[at + 15]! << 24);
    k1 = Math.imul(k1, C1);
    h1 ^= Math.imul((k1 << 15) | (k1 >>> 17), C2);
    h1 = (h1 << 19) | (h1 >>> 13);
    h1 = (Math.imul(h1 + h2, 5) + 0x561ccd1b) | 0;
    k2 = Math.imul(k2, C2);
    h2 ^= Math.imul((k2 << 16) | (k2 >>> 16), C3);
    h2 = (h2 << 17) | (h2 >>> 15);
    h2 = (Math.imul(h2 + h3, 5) + 0x0bcaa747) | 0;
    k3 = Math.imul(k3, C3);
    h3 ^= Math.imul((k3 << 17) | (k3 >>> 15), C4);
    h3 = (h3 << 15) | (h3 >>> 17);
    h3 = (Math.imul(h3 + h4, 5) + 0x96cd1c35) | 0;
    k4 = Math.imul(k4, C4);
    h4 ^= Math.imul((k4 << 18) | (k4 >>> 14), C1);
    h4 = (h4 << 13) | (h4 >>> 19);
    h4 = (Math.imul(h4 + h1, 5) + 0x32ac3b17) | 0;
  }
  state[0] = h1;
  state[1] = h2;
  state[2] = h3;
  state[3] = h4;
  if (whole === end) return;
  const word = (from: number) => {
    let value = 0;
    for (let at = Math.min(end, from + 4) - 1; at >= from; at--) value = (value << 8) | bytes[at]!;
    return value;
  };
  mixBlock(state, word(whole), word(whole + 4), word(whole + 8), word(whole + 12));
}

function mixBlock(state: Uint32Array, k1: number, k2: number, k3: number, k4: number): void {
  let h1 = state[0]! | 0;
  let h2 = state[1]! | 0;
  let h3 = state[2]! | 0;
  let h4 = state[3]! | 0;
  k1 = Math.imul(k1, C1);
  h1 ^= Math.imul((k1 << 15) | (k1 >>> 17), C2);
  h1 = (Math.imul(((h1 << 19) | (h1 >>> 13)) + h2, 5) + 0x561ccd1b) | 0;
  k2 = Math.imul(k2, C2);
  h2 ^= Math.imul((k2 << 16) | (k2 >>> 16), C3);
  h2 = (Math.imul(((h2 << 17) | (h2 >>> 15)) + h3, 5) + 0x0bcaa747) | 0;
  k3 = Math.imul(k3, C3);
  h3 ^= Math.imul((k3 << 17) | (k3 >>> 15), C4);
  h3 = (Math.imul(((h3 << 15) | (h3 >>> 17)) + h4, 5) + 0x96cd1c35) | 0;
  k4 = Math.imul(k4, C4);
  h4 ^= Math.imul((k4 << 18) | (k4 >>> 14), C1);
  h4 = (Math.imul(((h4 << 13) | (h4 >>> 19)) + h1, 5) + 0x32ac3b17) | 0;
  state[0] = h1;
  state[1] = h2;
  state[2] = h3;
  state[3] = h4;
}

function finalise(state: Uint32Array, length: number): void {
  let [h1 = 0, h2 = 0, h3 = 0, h4 = 0] = state;
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = spread(h1);
  h2 = spread(h2);
  h3 = spread(h3);
  h4 = spread(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  state[0] = h1;
  state[1] = h2 + h1;
  state[2] = h3 + h1;
  state[3] = h4 + h1;
}

function spread(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
