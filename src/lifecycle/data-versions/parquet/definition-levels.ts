/** @file Which cells of a page are null: definition levels in Parquet's hybrid of runs and packed bits. */

/** Levels of a page with their length before them, as a page of version 1 has them. */
export function encodeLevels(rows: number, nulls: readonly number[]): Buffer {
  const body = nulls.length === 0 ? runOfOnes(rows) : packedBits(rows, nulls);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([length, body]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

const runOfOnes = (rows: number) => Buffer.from([...varint(rows * 2), 1]);

function packedBits(rows: number, nulls: readonly number[]): Buffer {
  const groups = Math.ceil(rows / 8);
  const bits = Buffer.alloc(groups, 0xff);
  for (const row of nulls) bits[row >> 3]! &= ~(1 << (row & 7));
  return Buffer.concat([Buffer.from(varint(groups * 2 + 1)), bits]);
}

/** [rows] of 1 where a cell has a value, and where the values begin. Throws a `RangeError` where the bytes are none. */
export function decodeLevels(
  page: Buffer,
  rows: number,
): { readonly present: Uint8Array | null; readonly end: number } {
  if (page.length < 4) throw new RangeError("a page is too short");
  const end = 4 + page.readUInt32LE(0);
  if (end > page.length) throw new RangeError("a page's levels are too long");
  const present = new Uint8Array(rows);
  let at = 4;
  let row = 0;
  let nulls = false;
  while (row < rows) {
    let header = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= end) throw new RangeError("a page's levels end too early");
      const byte = page[at++]!;
      header += (byte & 127) * scale;
      if (byte < 128) break;
    }
    if ((header & 1) === 0) {
      const value = page[at++]! & 1;
      const until = Math.min(rows, row + Math.floor(header / 2));
      nulls ||= value === 0;
      present.fill(value, row, until);
      row = until;
    } else {
      for (let group = Math.floor(header / 2); group > 0 && row < rows; group--) {
        const bits = page[at++]!;
        for (let bit = 0; bit < 8 && row < rows; bit++) present[row++] = (bits >> bit) & 1;
      }
      nulls = true;
    }
  }
  return { present: nulls ? present : null, end };
}
