/** @file Unicode normalisation of aligned texts. */
import {
  type AlignedText,
  alignedText,
  type ChangedPoint,
  changePoints,
  joinAligned,
  sliceAligned,
} from "./aligned-text.ts";

/** The four forms of Unicode Standard Annex 15. */
export type UnicodeForm = "NFC" | "NFD" | "NFKC" | "NFKD";

/** A code point with all that can compose with it or change places: marks, Hangul vowels and finals, half-width forms. */
const cluster = /[\s\S][\p{M}\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f\uffa0-\uffdc]*/gu;
const notAscii = /[\u0080-\uffff]/;

/** Brings a text to a form. */
export function toUnicodeForm(source: AlignedText, form: UnicodeForm): AlignedText {
  if (!notAscii.test(source.text)) return source;
  const normalised = source.text.normalize(form);
  if (normalised === source.text) return source;
  const parts: AlignedText[] = [];
  let length = 0;
  for (const { 0: found, index } of source.text.matchAll(cluster)) {
    const part = sliceAligned(source, index, index + found.length);
    const changed = found.normalize(form) === found ? part : changePoints(part, pointsOf(found, form));
    parts.push(changed);
    length += changed.text.length;
  }
  const joined = parts.length === 0 ? alignedText("") : joinAligned(parts);
  // Rarely, clusters compose with each other; then the text is taken as one.
  return length === normalised.length && joined.text === normalised
    ? joined
    : changePoints(source, pointsOf(source.text, form));
}

/** The code points of a normalised cluster, each with the change that it is. */
function pointsOf(text: string, form: UnicodeForm): ChangedPoint[] {
  const compatibility = form === "NFKC" || form === "NFKD";
  /** By code point: the changes of those that are not taken yet, the last first. */
  const open = new Map<string, number[]>();
  for (const point of text)
    for (const [number, part] of [...point.normalize(compatibility ? "NFKD" : "NFD")].entries()) {
      const changes = open.get(part);
      if (changes === undefined) open.set(part, [number === 0 ? 0 : 1]);
      else changes.push(number === 0 ? 0 : 1);
    }
  for (const changes of open.values()) changes.reverse();
  return [...text.normalize(form)].map((point) => {
    const taken = [...point.normalize("NFD")].map((part) => open.get(part)?.pop() ?? 0);
    return { point, change: taken.reduce((sum, change) => sum + change, 0) - (taken.length - 1) };
  });
}
