/** @file What no token spells as tokens of its bytes, `<0x00>` to `<0xFF>`. */

const encoder = new TextEncoder();

/** The ids of a text's bytes, or null where the vocabulary lacks one. */
export function fallbackIds(ids: ReadonlyMap<string, number>, text: string): readonly number[] | null {
  const found: number[] = [];
  for (const byte of encoder.encode(text)) {
    const id = ids.get(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
    if (id === undefined) return null;
    found.push(id);
  }
  return found;
}
