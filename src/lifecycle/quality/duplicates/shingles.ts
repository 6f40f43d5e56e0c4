/** @file A text as a set of hashed shingles: runs of words or characters, straight from its UTF-8 bytes. */
import { ALONE, characterTables, IN_WORD } from "./characters.ts";

/** Cuts texts into shingles. */
export interface Shingler {
  /** The sorted, distinct hashes of the last text; valid up to the returned length, until the next call. */
  readonly hashes: Int32Array;
  /** Cuts the text `bytes[start … end]`; gives how many distinct shingles it has. */
  cut(bytes: Uint8Array, start: number, end: number): number;
}

/** What a shingle is made of. */
export interface ShingleOptions {
  readonly shingle: "word" | "character";
  readonly shingleSize: number;
}

/** MurmurHash3's finaliser. */
function mixed(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * Words are runs of letters, marks, digits and `_`, in lower case; a character of a script without spaces (Han, kana,
 * Thai, …) or beyond the Basic Multilingual Plane is a word. Characters are those of the lower-cased text with each run
 * of white space as one. A text of fewer units than a shingle takes is one shingle; one without any unit has none.
 */
export function createShingler({ shingle, shingleSize }: ShingleOptions): Shingler {
  const { kinds, lower } = characterTables();
  const byWord = shingle === "word";
  let units = new Int32Array(1 << 12); // the hashes of words, or characters
  let hashes = new Int32Array(1 << 12);
  let used = 0;

  function push(unit: number): void {
    if (used === units.length) {
      const grown = new Int32Array(used * 2);
      grown.set(units);
      units = grown;
    }
    units[used++] = unit;
  }

  function readUnits(bytes: Uint8Array, start: number, end: number): void {
    used = 0;
    let word = 0;
    let inWord = false;
    let pendingSpace = false;
    for (let at = start; at < end; ) {
      let code = bytes[at++]!;
      if (code >= 0x80) {
        if (code < 0xe0) code = ((code & 0x1f) << 6) | (bytes[at++]! & 0x3f);
        else if (code < 0xf0) {
          code = ((code & 0x0f) << 12) | ((bytes[at]! & 0x3f) << 6) | (bytes[at + 1]! & 0x3f);
          at += 2;
        } else {
          code =
            ((code & 0x07) << 18) |
            ((bytes[at]! & 0x3f) << 12) |
            ((bytes[at + 1]! & 0x3f) << 6) |
            (bytes[at + 2]! & 0x3f);
          at += 3;
        }
      }
      const kind = code > 0xffff ? ALONE : kinds[code]!;
      if (code <= 0xffff) code = lower[code]!;
      if (!byWord) {
        const isSpace = code <= 0x20 || code === 0x85 || code === 0xa0;
        if (isSpace) pendingSpace = used > 0;
        else {
          if (pendingSpace) push(0x20);
          pendingSpace = false;
          push(code);
        }
      } else if (kind === IN_WORD) {
        word = Math.imul(word ^ code, 0x01000193);
        word = (word << 7) | (word >>> 25);
        inWord = true;
      } else {
        if (inWord) push(mixed(word));
        word = 0;
        inWord = false;
        if (kind === ALONE) push(mixed(code + 1));
      }
    }
    if (inWord) push(mixed(word));
  }

  return {
    get hashes() {
      return hashes;
    },
    cut(bytes, start, end) {
      readUnits(bytes, start, end);
      if (used === 0) return 0;
      const length = Math.min(shingleSize, used);
      const count = used - length + 1;
      if (count > hashes.length) hashes = new Int32Array(count * 2);
      for (let first = 0; first < count; first++) {
        let hash = length;
        for (let at = first; at < first + length; at++) {
          hash = Math.imul(hash ^ units[at]!, 0x9e3779b1);
          hash = (hash << 13) | (hash >>> 19);
        }
        hashes[first] = mixed(hash);
      }
      return sortDistinct(hashes.subarray(0, count));
    },
  };
}

function sortDistinct(values: Int32Array): number {
  values.sort();
  let kept = 1;
  for (let at = 1; at < values.length; at++) if (values[at] !== values[kept - 1]) values[kept++] = values[at]!;
  return kept;
}
