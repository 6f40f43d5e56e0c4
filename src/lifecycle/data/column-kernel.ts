/** @file Takes ordinary rows of delimited text many at a time, in WebAssembly, and gives them as columns. */
import { readFileSync } from "node:fs";
import { webAssembly } from "../../foundation/index.ts";
import type { TakenRows } from "./delimited-kernel.ts";
import { layOut } from "./memory-layout.ts";

/** Rows as columns. */
export interface ColumnBlock {
  readonly rows: number;
  /**
   * [columns]; each cell's length (32 bits, little endian) and its bytes, quoting undone, as Parquet's PLAIN encoding has
   * them. Views that are valid until the next call.
   */
  readonly columns: readonly Uint8Array[];
}

/** How much may come at once. */
export interface BlockLimit {
  readonly rows: number;
  /** A row with which the columns have so many bytes or more is the last one. */
  readonly bytes: number;
}

/** Takes rows of one table. */
export interface ColumnKernel {
  /** Takes ordinary, whole rows from the beginning of `bytes`. `limit` is asked before each block. */
  take(bytes: Uint8Array, limit: () => BlockLimit, receive: (block: ColumnBlock) => void): TakenRows;
}

/** Bytes of text that are looked at together: they and what becomes of them stay in the processor's cache. */
const MOST_PIECE_BYTES = 1 << 18;
/** The first piece is small, since what begins with a row that is not ordinary is looked at in vain. */
const FIRST_PIECE_BYTES = 1 << 12;
const MOST_CELLS = 1 << 16;
const PAGE_BYTES = 1 << 16;
const SLACK_BYTES = 64;

const CUT = 0;
const ODD = 1;

interface Compiled {
  takeColumns(...numbers: readonly number[]): number;
}

/** A kernel for tables of so many columns; `undefined` where they are too many for it. */
export function createColumnKernel(width: number, delimiter: string): ColumnKernel | undefined {
  if (width > MOST_CELLS) return undefined;
  const { addresses, end } = layOut(SLACK_BYTES, [
    MOST_PIECE_BYTES + SLACK_BYTES, // text
    MOST_CELLS * 12, // cells
    MOST_PIECE_BYTES + MOST_CELLS * 4 + SLACK_BYTES, // columns
    width * 4, // their ends
    16, // result
  ]);
  const [text, cells, target, ends, result] = addresses as [number, number, number, number, number];
  const memory = new webAssembly.Memory({ initial: Math.ceil(end / PAGE_BYTES), maximum: 65536, shared: true });
  const module = new webAssembly.Module(readFileSync(new URL("./column-kernel.wasm", import.meta.url)));
  const { takeColumns } = new webAssembly.Instance(module, { env: { memory } }).exports as Compiled;
  const all = new Uint8Array(memory.buffer);
  const columnEnds = new Uint32Array(memory.buffer, ends, width);
  const results = new Uint32Array(memory.buffer, result, 3);
  const mostRows = Math.floor(MOST_CELLS / width);

  function columnsOf(): Uint8Array[] {
    return Array.from(columnEnds, (columnEnd, at) => all.subarray(at === 0 ? target : columnEnds[at - 1]!, columnEnd));
  }

  return {
    take(bytes, limit, receive) {
      let at = 0;
      let taken = 0;
      let lines = 0;
      for (let pieceBytes = FIRST_PIECE_BYTES; ; pieceBytes = Math.min(MOST_PIECE_BYTES, pieceBytes * 4)) {
        const piece = bytes.subarray(at, at + pieceBytes);
        all.set(piece, text);
        let from = text;
        for (;;) {
          const { rows: wanted, bytes: mostBytes } = limit();
          const rows = takeColumns(
            ...[from, text + piece.length, delimiter.charCodeAt(0), width, Math.min(wanted, mostRows), mostBytes],
            ...[cells, target, ends, result],
          );
          if (rows > 0) receive({ rows, columns: columnsOf() });
          taken += rows;
          lines += results[1]!;
          from = results[0]!;
          if (results[2] === CUT || results[2] === ODD) break;
        }
        at += from - text;
        const isAll = at + piece.length - (from - text) === bytes.length;
        const isLong = from === text && piece.length === MOST_PIECE_BYTES;
        if (results[2] === ODD || isAll || isLong) return { rows: taken, bytes: at, lines };
      }
    },
  };
}
