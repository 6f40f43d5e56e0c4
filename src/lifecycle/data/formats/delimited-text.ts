/** @file Rows as delimited text (RFC 4180): a cell is quoted where it must be, so that it is read back to the last byte. */

import type { WrittenTable } from "./table-format.ts";
import type { RowText } from "./text-writer.ts";

const QUOTE = 0x22;
const EMPTY = Buffer.alloc(0);
const EMPTY_TEXT = Buffer.from('""');

/** How the rows of `table` are written between delimiters; a list as its JSON. */
export function delimitedText({ columns }: WrittenTable, delimiter: string): RowText {
  const separator = Buffer.from(delimiter);
  // Any delimiter in the header is quoted, so that none but the real one can be taken for it.
  const header = columns.map((name) =>
    /[",;|\t\r\n\ufeff]|^$/.test(name) ? quoted(Buffer.from(name)) : Buffer.from(name),
  );
  const special = new Uint8Array(256);
  // Nor can one be taken for it where there is but one column.
  for (const character of `"\r\n${columns.length === 1 ? ",;|\t" : delimiter}`) special[character.charCodeAt(0)] = 1;

  function cellText(cell: Uint8Array | undefined): Uint8Array {
    if (cell === undefined) return columns.length === 1 ? EMPTY_TEXT : EMPTY; // a blank line would be no row
    if (cell.length === 0) return EMPTY_TEXT;
    for (let at = 0; at < cell.length; at++) if (special[cell[at]!] === 1) return quoted(cell);
    return cell;
  }

  return {
    header: joined(header, separator),
    row(row) {
      const cells = columns.map((_, column) => {
        const list = row.list(column);
        return cellText(list === undefined ? row.cell(column) : Buffer.from(JSON.stringify(list)));
      });
      return joined(cells, separator);
    },
  };
}

function joined(cells: readonly Uint8Array[], separator: Uint8Array): Buffer {
  return Buffer.concat(cells.flatMap((cell, at) => (at === 0 ? [cell] : [separator, cell])));
}

function quoted(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const result = Buffer.allocUnsafe(text.length * 2 + 2);
  let used = result.writeUInt8(QUOTE);
  let from = 0;
  for (let at = text.indexOf(QUOTE); at !== -1; at = text.indexOf(QUOTE, from)) {
    used += text.copy(result, used, from, at + 1);
    result[used++] = QUOTE;
    from = at + 1;
  }
  used += text.copy(result, used, from);
  result[used++] = QUOTE;
  return result.subarray(0, used);
}
