/** @file Which scripts a text is written in. */

/** Letters of each Unicode script in a text ("Latin", "Cyrillic", …, "Other"), most frequent first. */
export function unicodeScripts(text: string): ReadonlyMap<string, number> {
  throw new Error(`Not written yet: ${text.length}`);
}
