import type { z } from "zod";
import type { accentsConfig } from "./accents.config.ts";
import { type Normaliser, replaceMatches } from "./normaliser.ts";

/** A letter of one of the three scripts that may have accents, with the marks behind it. */
const letter = /[a-z]\p{M}+|[[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}]--[a-zA-Z]]\p{M}*/giv;
const marks = /\p{M}+/gu;
const notAscii = /[\u0080-\uffff]/;

/** Takes off the marks that are left when letters are decomposed canonically. */
export function accents({ keep }: z.output<typeof accentsConfig>): Normaliser {
  const kept = new Set(Array.from(keep.normalize("NFC")).flatMap((character) => [character, swapCase(character)]));
  const bare = new Map<string, string>();
  const strip = (found: string) => {
    let known = bare.get(found);
    if (known === undefined) {
      known = kept.has(found.normalize("NFC")) ? found : found.normalize("NFD").replace(marks, "");
      if (bare.size < 10_000) bare.set(found, known);
    }
    return known;
  };
  return (text, edits) => (notAscii.test(text) ? replaceMatches(text, letter, strip, edits) : text);
}

function swapCase(character: string): string {
  const upper = character.toUpperCase();
  return upper === character ? character.toLowerCase() : upper;
}
