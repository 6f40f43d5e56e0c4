/** @file The cells of one column while a row group is filled, as Parquet's PLAIN encoding has them. */

/** What a full buffer holds. */
export interface FilledColumn {
  readonly rows: number;
  /** For each cell that is not null: its length (32 bits, little endian) and its bytes; or 4 bytes for a number. */
  readonly plain: Uint8Array;
  /** Rows of the buffer that are null, ascending. */
  readonly nulls: readonly number[];
  /** So many bytes before `plain`, in its memory, are free to be written. */
  readonly freeBytes: number;
}

/** Collects cells. */
export interface ColumnBuffer {
  /** Bytes of `plain` so far. */
  readonly sizeBytes: number;
  append(cell: Uint8Array | undefined): void;
  appendNumber(value: number): void;
  /** Appends so many cells, none of them null, that are encoded already; gives where they are now, until the next append. */
  appendPlain(plain: Uint8Array, cells: number): Buffer;
  /** The memory in which cells are collected; another one after each append. */
  readonly bytes: Uint8Array;
  /** Where in it the cell that was appended last begins, and before what it ends; -1 where that is null. */
  readonly lastStart: number;
  readonly lastEnd: number;
  /** Gives what was collected and starts anew; the bytes given are the caller's, until it gives them back. */
  take(): FilledColumn;
  /** Takes memory back, to be used again: fresh memory costs as much as filling it. */
  giveBack(filled: FilledColumn): void;
}

const FIRST_BYTES = 1 << 16;
const FREE_BYTES = 16;

/** Starts an empty buffer. */
export function createColumnBuffer(): ColumnBuffer {
  let bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let used = FREE_BYTES;
  const spare: Buffer[] = [];
  let rows = 0;
  let nulls: number[] = [];
  let lastStart = -1; // -1: null

  function reserve(length: number): void {
    if (used + length <= bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(used + length, bytes.length * 2));
    bytes.copy(grown, 0, 0, used);
    bytes = grown;
  }

  function appendNumber(value: number): void {
    reserve(4);
    bytes[used] = value;
    bytes[used + 1] = value >>> 8;
    bytes[used + 2] = value >>> 16;
    bytes[used + 3] = value >>> 24;
    used += 4;
  }

  return {
    get sizeBytes() {
      return used - FREE_BYTES;
    },
    append(cell) {
      if (cell === undefined) {
        nulls.push(rows);
        lastStart = -1;
      } else {
        reserve(cell.length + 4);
        appendNumber(cell.length);
        lastStart = used;
        bytes.set(cell, used);
        used += cell.length;
      }
      rows++;
    },
    appendNumber(value) {
      appendNumber(value);
      rows++;
    },
    appendPlain(plain, cells) {
      reserve(plain.length);
      bytes.set(plain, used);
      used += plain.length;
      rows += cells;
      return bytes.subarray(used - plain.length, used);
    },
    get bytes() {
      return bytes;
    },
    get lastStart() {
      return lastStart;
    },
    get lastEnd() {
      return used;
    },
    take() {
      const filled = { rows, plain: bytes.subarray(FREE_BYTES, used), nulls, freeBytes: FREE_BYTES };
      bytes = spare.pop() ?? Buffer.allocUnsafeSlow(bytes.length);
      used = FREE_BYTES;
      rows = 0;
      nulls = [];
      return filled;
    },
    giveBack: ({ plain }) => void spare.push(Buffer.from(plain.buffer as ArrayBuffer)),
  };
}
