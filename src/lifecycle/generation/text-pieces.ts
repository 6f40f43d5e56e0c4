/** @file Tokens to pieces of text as they come: whole characters only, and nothing that could begin a text to stop at. */

/** A text that grows by tokens. */
export interface TextPieces {
  /** What can be shown after one token more; often nothing. */
  add(id: number): string;
  /** What was held back, once no token follows. */
  finish(): string;
  /** Whether a text to stop at has come; it and what follows it are never given. */
  readonly hasStopped: boolean;
}

/** What a decoder writes for bytes that are no whole character. */
const BROKEN = "\uFFFD";

/** Starts an empty text. `decode` must only ever append as tokens are added, but for a character that is not whole. */
export function createTextPieces(decode: (ids: readonly number[]) => string, stops: readonly string[]): TextPieces {
  const ids: number[] = [];
  let given = 0;
  let hasStopped = false;

  function giveUpTo(text: string, end: number): string {
    const piece = text.slice(given, end);
    given = Math.max(given, end);
    return piece;
  }

  return {
    get hasStopped() {
      return hasStopped;
    },
    add(id) {
      if (hasStopped) return "";
      ids.push(id);
      const text = decode(ids);
      const stop = firstStop(text, given, stops);
      if (stop !== undefined) {
        hasStopped = true;
        return giveUpTo(text, stop);
      }
      return text.endsWith(BROKEN) ? "" : giveUpTo(text, text.length - heldBack(text.slice(given), stops));
    },
    finish() {
      if (hasStopped) return "";
      const text = decode(ids);
      return giveUpTo(text, text.length);
    },
  };
}

/** Where the first text to stop at begins. */
function firstStop(text: string, from: number, stops: readonly string[]): number | undefined {
  const places = stops.map((stop) => text.indexOf(stop, from)).filter((place) => place >= 0);
  return places.length === 0 ? undefined : Math.min(...places);
}

/** The length of the longest end of the text that a text to stop at begins with. */
function heldBack(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops)
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--)
      if (text.endsWith(stop.slice(0, length))) longest = length;
  return longest;
}
