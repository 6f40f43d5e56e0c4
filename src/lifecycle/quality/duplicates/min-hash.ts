/**
 * @file MinHash (Broder 1997) with banding (Leskovec, Rajaraman & Ullman, "Mining of Massive Datasets", chapter 3): the
 * share of equal minima estimates the Jaccard similarity; texts that agree in a whole band of minima are candidates.
 */
import { createRandom } from "../../../foundation/index.ts";

/** How minima are grouped into bands. */
export interface Bands {
  readonly bands: number;
  /** Minima in each. */
  readonly rows: number;
}

/** A pair exactly as similar as asked for may be missed with at most this chance. */
const LARGEST_MISS = 1e-3;

/**
 * The widest bands (fewest false candidates) that `permutations` minima allow while a pair of the given similarity
 * becomes a candidate with a chance of at least 0.999, or the narrowest where none does.
 */
export function chooseBands(jaccard: number, permutations: number): Bands {
  for (let rows = permutations; rows > 1; rows--) {
    const bands = Math.floor(permutations / rows);
    if ((1 - jaccard ** rows) ** bands <= LARGEST_MISS) return { bands, rows };
  }
  return { bands: permutations, rows: 1 };
}

/** Makes the band keys of sets of hashes; the same in every thread and version. */
export function createSketcher({ bands, rows }: Bands): (hashes: Int32Array, count: number, keys: Int32Array) => void {
  const random = createRandom("quality/min-hash/v1");
  const permutations = bands * rows;
  const factors = Int32Array.from({ length: permutations }, () => random.uint32() | 1);
  const offsets = Int32Array.from({ length: permutations }, () => random.uint32());
  return (hashes, count, keys) => {
    let permutation = 0;
    for (let band = 0; band < bands; band++) {
      let key = band;
      for (let row = 0; row < rows; row++, permutation++) {
        const factor = factors[permutation]!;
        const offset = offsets[permutation]!;
        let least = 0x7fffffff;
        for (let at = 0; at < count; at++) {
          const value = (Math.imul(hashes[at]!, factor) + offset) | 0;
          if (value < least) least = value;
        }
        key = Math.imul(key ^ least, 0x85ebca6b);
        key ^= key >>> 15;
      }
      keys[band] = key;
    }
  };
}
