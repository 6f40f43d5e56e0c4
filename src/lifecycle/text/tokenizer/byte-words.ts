/** @file What finds the words of a text in its UTF-8. */
import type { WordCache } from "./word-cache.ts";

/** Cuts prepared texts. */
export interface ByteWords {
  /** Whether a byte of ASCII stays what it is, or becomes another, whatever is around it. */
  isPlain(byte: number): boolean;
  /**
   * Hands the words of `bytes[start … end]` over, one after the other, until there are more than `most` tokens.
   * `bytes[end]` is a space.
   */
  cut(bytes: Uint8Array, start: number, end: number, words: WordCache, most: number): void;
}
