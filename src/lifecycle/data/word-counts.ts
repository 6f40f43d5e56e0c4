/**
 * @file How often each word occurs under each label, in bounded memory: when there are too many words, the rarest are
 * forgotten (lossy counting), which the result says.
 */

/** The counts. */
export interface WordCounts {
  /** Counts the words of a text in UTF-8; `isAscii` is faster where it is true; `label` from 0. */
  add(text: Uint8Array, isAscii: boolean, label: number): void;
  /** Whether rare words were forgotten, so that counts may be too low. */
  readonly isApproximate: boolean;
  /** Visits every word that was kept. `counts[label]` may end before the last label. */
  visit(word: (word: string, counts: Uint32Array) => void): void;
}

/** Labels that have counts of their own; the words of others are not counted. */
export const COUNTED_LABELS = 256;

/** Longer words are cut. */
const LONGEST_WORD_BYTES = 64;

/** Starts counting with at most `cells` counts (words times labels). */
export function createWordCounts({ cells = 1 << 23 }: { readonly cells?: number } = {}): WordCounts {
  let labels = 2; // counts a word, a power of two
  let capacity = 1 << 12; // slots, a power of two
  let slots = new Int32Array(capacity).fill(-1); // → word number
  let hashes = new Uint32Array(capacity / 2);
  let starts = new Uint32Array(capacity / 2 + 1); // into arena
  let counts = new Uint32Array((capacity / 2) * labels);
  let arena = new Uint8Array(1 << 16);
  let words = 0;
  let isApproximate = false;
  const scratch = new Uint8Array(LONGEST_WORD_BYTES);

  const totalOf = (word: number) => {
    let total = 0;
    for (let label = 0; label < labels; label++) total += counts[word * labels + label]!;
    return total;
  };

  /** Moves the words that `keeps` accepts into tables of the given size. */
  function rebuild(newCapacity: number, newLabels: number, keeps: (word: number) => boolean): void {
    const old = { hashes, starts, counts, arena, words, labels };
    capacity = newCapacity;
    labels = newLabels;
    slots = new Int32Array(capacity).fill(-1);
    hashes = new Uint32Array(capacity / 2);
    starts = new Uint32Array(capacity / 2 + 1);
    counts = new Uint32Array((capacity / 2) * labels);
    arena = new Uint8Array(old.arena.length);
    words = 0;
    for (let word = 0; word < old.words; word++) {
      if (!keeps(word)) continue;
      let slot = old.hashes[word]! & (capacity - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (capacity - 1);
      slots[slot] = words;
      hashes[words] = old.hashes[word]!;
      const bytes = old.arena.subarray(old.starts[word]!, old.starts[word + 1]!);
      arena.set(bytes, starts[words]!);
      starts[words + 1] = starts[words]! + bytes.length;
      counts.set(old.counts.subarray(word * old.labels, (word + 1) * old.labels), words * labels);
      words++;
    }
  }

  function makeRoom(): void {
    if (capacity * labels <= cells) {
      rebuild(capacity * 2, labels, () => true);
      return;
    }
    isApproximate = true;
    const totals = Uint32Array.from({ length: words }, (_, word) => totalOf(word));
    const median = totals.toSorted()[words >> 1]!;
    rebuild(capacity, labels, (word) => totals[word]! > median);
  }

  function count(bytes: Uint8Array, length: number, hash: number, label: number): void {
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b); // MurmurHash3's end, so that the low bits depend on all
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    let slot = hash & (capacity - 1);
    search: for (; slots[slot] !== -1; slot = (slot + 1) & (capacity - 1)) {
      const word = slots[slot]!;
      const start = starts[word]!;
      if (hashes[word] !== hash >>> 0 || starts[word + 1]! - start !== length) continue;
      for (let at = 0; at < length; at++) if (arena[start + at] !== bytes[at]) continue search;
      counts[word * labels + label]!++;
      return;
    }
    if (words === capacity / 2 - 1) {
      makeRoom();
      slot = hash & (capacity - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (capacity - 1);
    }
    const start = starts[words]!;
    if (start + length > arena.length) {
      const grown = new Uint8Array(arena.length * 2);
      grown.set(arena);
      arena = grown;
    }
    for (let at = 0; at < length; at++) arena[start + at] = bytes[at]!;
    starts[words + 1] = start + length;
    hashes[words] = hash;
    counts[words * labels + label] = 1;
    slots[slot] = words;
    words++;
  }

  /** Runs of ASCII letters, digits and `_`; where there is any other byte, the text is decoded instead. */
  function addBytes(text: Uint8Array, label: number): void {
    let length = 0;
    let hash = 0;
    for (let at = 0; at <= text.length; at++) {
      const byte = at < text.length ? kept[text[at]!]! : 0;
      if (byte !== 0) {
        if (length < LONGEST_WORD_BYTES) {
          scratch[length++] = byte;
          hash = Math.imul(hash ^ byte, 0x01000193);
        }
      } else if (length > 0) {
        if (length > 1) count(scratch, length, hash, label);
        length = 0;
        hash = 0;
      }
    }
  }

  return {
    get isApproximate() {
      return isApproximate;
    },
    add(text, isAscii, label) {
      if (label >= COUNTED_LABELS) return;
      if (label >= labels) {
        let wider = labels;
        while (wider <= label) wider *= 2;
        const fitting = Math.max(1 << 12, Math.min(capacity, 2 ** Math.floor(Math.log2((2 * cells) / wider))));
        if (words >= fitting / 2) {
          isApproximate = true;
          const totals = Uint32Array.from({ length: words }, (_, word) => totalOf(word));
          const least = totals.toSorted().at(-(fitting / 4))!;
          let left = fitting / 2 - 1;
          rebuild(fitting, wider, (word) => totals[word]! > least && left-- > 0);
        } else rebuild(fitting, wider, () => true);
      }
      addBytes(isAscii ? text : wordBytes(text), label);
    },
    visit(visitWord) {
      const decoder = new TextDecoder();
      for (let word = 0; word < words; word++)
        visitWord(
          decoder.decode(arena.subarray(starts[word]!, starts[word + 1]!)),
          counts.subarray(word * labels, (word + 1) * labels),
        );
    },
  };
}

/** By byte: what is counted of it (lower case), 0 for what parts words. Bytes beyond ASCII are parts of words. */
const kept = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return byte;
  return /\w/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte).toLowerCase().charCodeAt(0) : 0;
});

/** A text whose only non-word characters are spaces, in lower case, in UTF-8. */
function wordBytes(text: Uint8Array): Uint8Array {
  const decoded = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString("utf8");
  return Buffer.from(decoded.toLowerCase().replace(/[^\p{L}\p{M}\p{N}_]+\p{M}*/gu, " "), "utf8");
}
