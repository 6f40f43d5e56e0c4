/** @file Words by Unicode's rules (UAX #29), in any script: simple scripts here, all others by ICU, with the same result. */
import {
  COMPLEX,
  CONNECTOR,
  DIGIT,
  LETTER,
  MID,
  MID_DIGIT,
  MID_LETTER,
  wordBreakClass,
  wordBreakPage,
  wordSegmenter,
} from "./word-break-classes.ts";

/** Cuts one text after the other; its working space stays. */
export class UnicodeWords {
  /** Where the latest text's words start and end, in code units. */
  starts = new Int32Array(1 << 10);
  ends = new Int32Array(1 << 10);
  count = 0;

  /** Finds the words: what ICU calls word-like, without spaces, punctuation and signs. */
  cut(text: string): this {
    this.count = 0;
    if (this.starts.length < text.length) {
      this.starts = new Int32Array(text.length * 2);
      this.ends = new Int32Array(text.length * 2);
    }
    // Nothing reaches over white space, so each stretch without it is on its own.
    for (let start = 0; start < text.length; ) {
      while (start < text.length && text.charCodeAt(start) <= 0x20) start++;
      const before = this.count;
      const end = this.#cutSimple(text, start);
      if (end >= 0) {
        start = end;
        continue;
      }
      this.count = before;
      let stop = start;
      while (stop < text.length && text.charCodeAt(stop) > 0x20) stop++;
      for (const { segment, index, isWordLike } of wordSegmenter().segment(text.slice(start, stop)))
        if (isWordLike) this.#add(start + index, start + index + segment.length);
      start = stop;
    }
    return this;
  }

  #add(start: number, end: number): void {
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** Cuts up to the next white space; gives its place, or -1 where a character needs ICU. */
  #cutSimple(text: string, start: number): number {
    const length = text.length;
    const latin = wordBreakPage(0);
    let at = start;
    while (at < length) {
      const unit = text.charCodeAt(at);
      if (unit <= 0x20) return at;
      let kind = classAt(text, at, latin);
      if (kind === COMPLEX) return -1;
      if (kind > CONNECTOR || kind === 0) {
        at += unitsAt(text, at);
        continue;
      }
      const first = at;
      let isWord = kind !== CONNECTOR;
      for (;;) {
        at += unitsAt(text, at);
        if (at >= length) break;
        let next = classAt(text, at, latin);
        if (kind === LETTER && (next === MID_LETTER || next === MID)) {
          const behind = at + unitsAt(text, at);
          next = behind < length && classAt(text, behind, latin) === LETTER ? LETTER : 0;
          if (next === LETTER) at = behind;
        } else if (kind === DIGIT && (next === MID_DIGIT || next === MID)) {
          const behind = at + unitsAt(text, at);
          next = behind < length && classAt(text, behind, latin) === DIGIT ? DIGIT : 0;
          if (next === DIGIT) at = behind;
        }
        if (next === COMPLEX) return -1;
        if (next === 0 || next > CONNECTOR) break;
        kind = next;
        // A single connector is no word, two are one.
        isWord = true;
      }
      if (isWord) this.#add(first, at);
    }
    return at;
  }
}

function unitsAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length ? 2 : 1;
}

function classAt(text: string, at: number, latin: Uint8Array): number {
  const unit = text.charCodeAt(at);
  return unit < 0x100 ? latin[unit]! : wordBreakClass(text.codePointAt(at)!);
}

let shared: UnicodeWords | undefined;

/** The words of a text. */
export function unicodeWords(text: string): string[] {
  shared ??= new UnicodeWords();
  const { starts, ends, count } = shared.cut(text);
  return Array.from({ length: count }, (_, word) => text.slice(starts[word], ends[word]));
}
