/** @file Facts about code points that are found out when first asked for. */

/**
 * Remembers what `classify` says of each character, a byte. Pages of 256 code points are classified when first met: all
 * 4352 would take longer than most programs run.
 */
export function codePointTable(classify: (character: string) => number): (codePoint: number) => number {
  const pages: (Uint8Array | undefined)[] = new Array(0x1100).fill(undefined);
  function addPage(number: number): Uint8Array {
    const page = Uint8Array.from({ length: 256 }, (_, low) => classify(String.fromCodePoint(number * 256 + low)));
    pages[number] = page;
    return page;
  }
  return (codePoint) => (pages[codePoint >> 8] ?? addPage(codePoint >> 8))[codePoint & 255]!;
}
