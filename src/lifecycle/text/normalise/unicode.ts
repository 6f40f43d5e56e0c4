import type { z } from "zod";
import { addEdit, type Normaliser } from "./normaliser.ts";
import type { unicodeConfig } from "./unicode.config.ts";

/**
 * A character with those behind it that can compose with it or change places: marks, Hangul vowels and finals, and the
 * half-width forms of these. ASCII characters on their own never change.
 */
const changeable = /[\s\S][\p{M}\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f\uffa0-\uffdc]+|[\u0080-\u{10ffff}]/gu;
const notAscii = /[\u0080-\uffff]/;

/** Unicode normalisation. An edit is one character with its marks. */
export function unicode({ form }: z.output<typeof unicodeConfig>): Normaliser {
  return (text, edits) => {
    if (!notAscii.test(text)) return text;
    const normalised = text.normalize(form);
    if (edits !== null && normalised !== text) addEdits(text, form, normalised, edits);
    return normalised;
  };
}

function addEdits(text: string, form: string, normalised: string, edits: number[]): void {
  const before = edits.length;
  let moved = 0;
  for (const { 0: found, index } of text.matchAll(changeable)) {
    const start = index + moved;
    const replaced = found.normalize(form);
    if (!normalised.startsWith(replaced, start)) {
      // Characters here compose across what was thought to be a border.
      edits.length = before;
      addEdit(edits, 0, normalised.length, 0, text.length);
      return;
    }
    if (replaced === found) continue;
    addEdit(edits, start, replaced.length, index, found.length);
    moved += replaced.length - found.length;
  }
  if (normalised.length !== text.length + moved) {
    edits.length = before;
    addEdit(edits, 0, normalised.length, 0, text.length);
  }
}
