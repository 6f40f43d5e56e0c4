/**
 * @file Rows of CSV and its relatives straight from UTF-8 bytes (RFC 4180): quoted delimiters, line breaks and quotes;
 * LF, CR LF or CR ends a row. Also what Python's csv accepts: a quote inside an unquoted cell is itself, and what
 * follows a closing quote belongs to the cell.
 */

import type { TakenRows } from "./delimited-kernel.ts";
import { RowTooLongError, UnclosedQuoteError } from "./errors.ts";
import { createJoiner } from "./joined-bytes.ts";

/** One row; its bytes are valid only until the next one. */
export interface DelimitedRow {
  /** Cells of the row. */
  readonly length: number;
  /** The value of a cell, quoting undone. */
  cell(index: number): Buffer;
  /** The row as it stands in the file, without its line end. */
  raw(): Buffer;
  /** Whether it is a line with nothing at all on it. */
  readonly isBlank: boolean;
  /** Whether a cell has text after its closing quote. */
  readonly hasStrayText: boolean;
}

/** Takes chunks of a file and hands on complete rows. */
export interface DelimitedScanner {
  push(chunk: Buffer): void;
  /** Hands on what is left. @throws UnclosedQuoteError */
  finish(): void;
}

/** The longest row that is read; a quote that is never closed is noticed there. */
export const LONGEST_ROW_BYTES = 64 * 2 ** 20;

const SEAM_BYTES = 1 << 16;

const NOTHING = Buffer.alloc(0);
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const PLAIN = 0;
const QUOTED = 1;
const DOUBLED = 2;
const STRAY = 3;

/** Scans rows, the header included, in order. `delimiter` is one ASCII character. */
export function createDelimitedScanner(
  { file, delimiter }: { readonly file: string; readonly delimiter: string },
  receive: (row: DelimitedRow) => void,
  /** Takes ordinary rows from the beginning of some bytes, once the first row was handed on, where it can. */
  take?: (bytes: Buffer) => TakenRows,
): DelimitedScanner {
  const separator = delimiter.charCodeAt(0);
  let buffer: Buffer = Buffer.alloc(0);
  let starts = new Int32Array(64);
  let ends = new Int32Array(64);
  let kinds = new Uint8Array(64);
  let cells = 0;
  let rowStart = 0;
  let rowEnd = 0;
  let rowIsStray = false;
  let rowsBefore = 0; // with the header
  let linesBefore = 0;
  let openQuoteAt = -1;
  const join = createJoiner();

  function addCell(start: number, end: number, kind: number): void {
    if (cells === starts.length) {
      const grownStarts = new Int32Array(cells * 2);
      grownStarts.set(starts);
      starts = grownStarts;
      const grownEnds = new Int32Array(cells * 2);
      grownEnds.set(ends);
      ends = grownEnds;
      const grownKinds = new Uint8Array(cells * 2);
      grownKinds.set(kinds);
      kinds = grownKinds;
    }
    starts[cells] = start;
    ends[cells] = end;
    kinds[cells] = kind;
    cells++;
  }

  const row: DelimitedRow = {
    get length() {
      return cells;
    },
    get isBlank() {
      return cells === 1 && rowStart === rowEnd;
    },
    get hasStrayText() {
      return rowIsStray;
    },
    cell(index) {
      const bytes = buffer.subarray(starts[index]!, ends[index]!);
      const kind = kinds[index]!;
      return kind < DOUBLED ? bytes : kind === DOUBLED ? undouble(bytes) : withoutQuotes(bytes);
    },
    raw: () => buffer.subarray(rowStart, rowEnd),
  };

  /** Where the row that starts at `from` has its line end, or -1 when more bytes are needed. */
  function scanRow(from: number, atEnd: boolean): number {
    const bytes = buffer;
    const limit = bytes.length;
    cells = 0;
    rowIsStray = false;
    let at = from;
    for (;;) {
      const start = at;
      let kind = PLAIN;
      let valueStart = start;
      let valueEnd = -1;
      if (bytes[at] === QUOTE && at < limit) {
        kind = QUOTED;
        valueStart = start + 1;
        at++;
        for (;;) {
          const close = bytes.indexOf(QUOTE, at);
          if (close === -1 || (close + 1 === limit && !atEnd)) {
            openQuoteAt = start;
            return -1;
          }
          at = close + 1;
          if (at === limit || bytes[at] !== QUOTE) break;
          kind = DOUBLED;
          at++;
        }
        valueEnd = at - 1;
        const next = bytes[at];
        if (at < limit && next !== separator && next !== LF && next !== CR) {
          kind = STRAY;
          rowIsStray = true;
          valueStart = start;
        }
      }
      if (kind === PLAIN || kind === STRAY) {
        while (at < limit) {
          const byte = bytes[at]!;
          if (byte === separator || byte === LF || byte === CR) break;
          at++;
        }
        valueEnd = at;
      }
      if (at === limit && !atEnd) return -1;
      addCell(valueStart, valueEnd, kind);
      if (at === limit || bytes[at] !== separator) break;
      at++;
    }
    if (bytes[at] === CR && at + 1 === limit && !atEnd) return -1; // an LF may follow
    return at;
  }

  /** Hands on the rows that begin before `until`; gives where the next one begins. */
  function scan(atEnd: boolean, until: number): number {
    let from = 0;
    while (from < Math.min(until, buffer.length)) {
      openQuoteAt = -1;
      if (take !== undefined && rowsBefore > 0) {
        const taken = take(from === 0 ? buffer : buffer.subarray(from));
        from += taken.bytes;
        rowsBefore += taken.rows;
        linesBefore += taken.lines;
        if (from === buffer.length) break;
      }
      const end = scanRow(from, atEnd);
      if (end === -1) break;
      rowStart = from;
      rowEnd = end;
      receive(row);
      linesBefore += 1 + linesInQuotes();
      if (!row.isBlank) rowsBefore++;
      from = end + (buffer[end] === CR && buffer[end + 1] === LF ? 2 : 1);
    }
    return from;
  }

  function keepRest(from: number): void {
    buffer = from >= buffer.length ? NOTHING : buffer.subarray(from);
    if (buffer.length > LONGEST_ROW_BYTES) throw new RowTooLongError(place(), LONGEST_ROW_BYTES);
  }

  function finish(): void {
    const from = scan(true, buffer.length);
    if (from < buffer.length)
      throw new UnclosedQuoteError(place(), linesBefore + 1 + countLines(buffer.subarray(from, openQuoteAt)));
  }

  function linesInQuotes(): number {
    for (let index = 0; index < cells; index++)
      if (kinds[index] !== PLAIN) return countLines(buffer.subarray(rowStart, rowEnd));
    return 0;
  }

  const place = () => (rowsBefore === 0 ? { file } : { file, row: rowsBefore });

  return {
    push(chunk) {
      const held = buffer.length;
      const isContinued = buffer.buffer === chunk.buffer && buffer.byteOffset + held === chunk.byteOffset;
      if (!isContinued && held > 0 && held < SEAM_BYTES && chunk.length > SEAM_BYTES) {
        // Only the row across the seam is copied, where it is short.
        buffer = Buffer.concat([buffer, chunk.subarray(0, SEAM_BYTES)]);
        const from = scan(false, held);
        if (from >= held) {
          buffer = chunk.subarray(from - held);
          keepRest(scan(false, buffer.length));
          return;
        }
        buffer = buffer.subarray(0, held);
      }
      buffer = join(buffer, chunk);
      keepRest(scan(false, buffer.length));
    },
    finish,
  };
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines;
}

/** `say ""hi""` as `say "hi"`. */
function undouble(bytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  let used = 0;
  let from = 0;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, from)) {
    used += bytes.copy(result, used, from, at + 1);
    from = at + 2;
  }
  used += bytes.copy(result, used, from);
  return result.subarray(0, used);
}

/** `"say ""hi"""!` as `say "hi"!`: a cell with text after its closing quote. */
function withoutQuotes(bytes: Buffer): Buffer {
  let close = bytes.indexOf(QUOTE, 1);
  while (bytes[close + 1] === QUOTE) close = bytes.indexOf(QUOTE, close + 2);
  return Buffer.concat([undouble(bytes.subarray(1, close)), bytes.subarray(close + 1)]);
}
