/**
 * @file The one seeded source of randomness: xoshiro128** 1.1 (Blackman & Vigna 2018), seeded by SHA-256 of a path of
 * labels. Its numbers are part of the product's contract: the same seed gives the same splits and weights in every
 * later version, so nothing here may change.
 */
import { createHash } from "node:crypto";

/** A stream of random numbers. Streams split by label are independent of each other and of how much was drawn. */
export interface Random {
  /** A stream of its own for `label`; the same label gives the same stream. */
  split(label: string): Random;
  /** Uniform over the integers 0 … 2³²-1. */
  uint32(): number;
  /** Uniform over [0, 1) with 53 random bits. */
  float(): number;
  /** Uniform over the integers [0, limit); `limit` from 1 to 2³². */
  integer(limit: number): number;
  /** Standard normal (Box-Muller, the cosine half). */
  normal(): number;
  /** Shuffles in place (Fisher-Yates) and returns the same array. */
  shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items;
  /** The integers [0, count) in random order. */
  permutation(count: number): Uint32Array;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Starts a stream. The same seed gives the same numbers on every machine. */
export function createRandom(seed: number | string): Random {
  return streamAt(`lexops/random/v1/${seed}`);
}

function streamAt(path: string): Random {
  const digest = createHash("sha256").update(path).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let d = digest.readInt32LE(12);

  function uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  }

  const float = () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;

  function integer(limit: number): number {
    const rejectFrom = 4294967296 - (4294967296 % limit); // equal shares for every result
    for (;;) {
      const value = uint32();
      if (value < rejectFrom) return value % limit;
    }
  }

  function shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items {
    for (let last = items.length - 1; last > 0; last--) {
      const other = integer(last + 1);
      const kept = items[last];
      items[last] = items[other];
      items[other] = kept;
    }
    return items;
  }

  return {
    split: (label) => streamAt(`${path}/${label.length}:${label}`),
    uint32,
    float,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float()),
    shuffle,
    permutation: (count) => shuffle(Uint32Array.from({ length: count }, (_, index) => index)),
  };
}
