/** @file Rows as CSV (RFC 4180) in UTF-8: a cell is quoted where it must be. */

const QUOTE = 0x22;
const COMMA = Buffer.from(",");
const QUOTED_NOTHING = Buffer.from('""');

/** One line without its end. An empty text is `""`, a missing cell is nothing. */
export function csvLine(cells: readonly (Uint8Array | undefined)[]): Buffer {
  const pieces: Uint8Array[] = [];
  for (const [index, cell] of cells.entries()) {
    if (index > 0) pieces.push(COMMA);
    if (cell === undefined) {
      if (cells.length === 1) pieces.push(QUOTED_NOTHING); // a blank line would be no row
    } else if (cell.length === 0) pieces.push(QUOTED_NOTHING);
    else pieces.push(needsQuotes(cell) ? quoted(cell) : cell);
  }
  return Buffer.concat(pieces);
}

/** Tabs, semicolons and bars too, so that no reader takes them for the delimiter. */
function needsQuotes(cell: Uint8Array): boolean {
  for (const byte of cell)
    if (
      byte === QUOTE ||
      byte === 0x2c ||
      byte === 0x0a ||
      byte === 0x0d ||
      byte === 0x09 ||
      byte === 0x3b ||
      byte === 0x7c
    )
      return true;
  return false;
}

function quoted(cell: Uint8Array): Buffer {
  let quotes = 0;
  for (const byte of cell) if (byte === QUOTE) quotes++;
  const result = Buffer.allocUnsafe(cell.length + quotes + 2);
  let used = 0;
  result[used++] = QUOTE;
  for (const byte of cell) {
    if (byte === QUOTE) result[used++] = QUOTE;
    result[used++] = byte;
  }
  result[used] = QUOTE;
  return result;
}
