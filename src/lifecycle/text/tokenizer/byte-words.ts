/** @file What finds the words of a text in its UTF-8. */
import type { WordCache } from "./word-cache.ts";

/** Cuts prepared texts. */
export interface ByteWords {
  /** Whether a byte is ASCII that stays what it is, or becomes another, whatever is around it. */
  isPlain(byte: number): boolean;
  /**
   * Takes the words of the text from one byte to another, until there are more than `most` tokens. At `end` is a space.
   */
  cut(words: WordCache, start: number, end: number, most: number): void;
}
