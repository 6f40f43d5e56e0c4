import type { z } from "zod";
import type { Normaliser } from "./normaliser.ts";
import type { repeatedLettersConfig } from "./repeated-letters.config.ts";

const letter = /\p{L}/u;

/** Cuts runs of one letter, which is the same in upper and lower case only where written the same. */
export function repeatedLetters({ longest }: z.output<typeof repeatedLettersConfig>): Normaliser {
  return (text, edits) => {
    if (!mayRepeat(text, longest)) return text;
    let out = "";
    let copied = 0;
    let moved = 0;
    for (let start = 0; start < text.length; ) {
      const first = text.charCodeAt(start);
      const units = isHighSurrogate(first) && start + 1 < text.length ? 2 : 1;
      let end = start + units;
      if (units === 1) while (text.charCodeAt(end) === first) end++;
      else while (text.charCodeAt(end) === first && text.charCodeAt(end + 1) === text.charCodeAt(start + 1)) end += 2;
      const keptEnd = start + longest * units;
      if (end > keptEnd && letter.test(text.slice(start, start + units))) {
        out += text.slice(copied, keptEnd);
        // The whole run is one edit: no letter of it is the one that was meant.
        edits?.push(start + moved, keptEnd + moved, start, end);
        moved -= end - keptEnd;
        copied = end;
      }
      start = end;
    }
    return copied === 0 ? text : out + text.slice(copied);
  };
}

/** Whether a unit that may be a letter occurs more than `longest` times in a row, or a pair of units might. */
function mayRepeat(text: string, longest: number): boolean {
  let run = 0;
  let last = -1;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    run = unit === last ? run + 1 : 0;
    last = unit;
    if (run >= longest ? unit >= 0x80 || isAsciiLetter(unit) : isHighSurrogate(unit)) return true;
  }
  return false;
}

function isAsciiLetter(unit: number): boolean {
  return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
