/** @file What a normaliser is, and how most of them work: matches replaced from left to right. */

/**
 * One step. Where `edits` is given, the step adds its edits to it (see `Edits`), ascending; the text is the same either way.
 */
export type Normaliser = (text: string, edits: number[] | null) => string;

/** Adds an edit, unless it puts one code unit in the place of one. */
export function addEdit(
  edits: number[],
  resultStart: number,
  resultLength: number,
  originalStart: number,
  originalLength: number,
): void {
  if (resultLength === 1 && originalLength === 1) return;
  edits.push(resultStart, resultStart + resultLength, originalStart, originalStart + originalLength);
}

/** Replaces every match. @param pattern with the flag `g` */
export function replaceMatches(
  text: string,
  pattern: RegExp,
  replacement: (found: string) => string,
  edits: number[] | null,
): string {
  if (edits === null) return text.replace(pattern, replacement);
  let moved = 0;
  return text.replace(pattern, (found, ...rest) => {
    const start = rest.find((value): value is number => typeof value === "number")!;
    const replaced = replacement(found);
    if (replaced === found) return found;
    addEdit(edits, start + moved, replaced.length, start, found.length);
    moved += replaced.length - found.length;
    return replaced;
  });
}
