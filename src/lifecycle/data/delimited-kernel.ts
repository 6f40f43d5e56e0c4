/** @file Takes ordinary rows of delimited text many at a time, in WebAssembly, in the memory that the file is read into. */
import { readFileSync } from "node:fs";
import { webAssembly } from "../../foundation/index.ts";
import { layOut } from "./memory-layout.ts";

/** The rows that one call took. */
export interface TakenRows {
  readonly rows: number;
  /** Bytes of the text they took. */
  readonly bytes: number;
  /** Lines of the file they took. */
  readonly lines: number;
}

/** What the caller is told of the rows; views that are valid until the next call. */
export interface RowBlock {
  readonly rows: number;
  /** Where the texts of these rows begin in the memory; each ends where the next begins. */
  readonly textStart: number;
  /** [rows], in the memory. */
  readonly textEnds: Uint32Array;
  /** Cells of the kept columns, row by row, one after the other. */
  readonly kept: Buffer;
  /** [rows × kept columns], in `kept`. */
  readonly keptEnds: Uint32Array;
}

/** The file's memory, and the kernel that works in it. */
export interface DelimitedKernel {
  /** As large as the file, or a little larger. */
  readonly memory: SharedArrayBuffer;
  /** Says which rows will come; to be called once. `kept`: columns beside the text's, ascending. */
  begin(table: {
    readonly width: number;
    readonly delimiter: string;
    readonly text: number;
    readonly kept: readonly number[];
  }): void;
  /** Takes ordinary, whole rows from the beginning of `bytes`, a view of the memory; their texts move to `used`. */
  take(bytes: Uint8Array, used: number, receive: (block: RowBlock) => void): TakenRows;
}

/** Larger files cannot be addressed. */
export const MOST_KERNEL_BYTES = 2 ** 32 - 2 ** 24;

const PAGE_BYTES = 65536;
const BLOCK_ROWS = 4096;
const KEPT_BYTES = 1 << 20;
const DROPPED = 0;
const KEPT = 1;
const TEXT = 2;

interface Compiled {
  takeRows(...addresses: readonly number[]): number;
}

let compiledModule: object | undefined;

/** A memory for a file of `sizeBytes`, at most `MOST_KERNEL_BYTES`. */
export function createDelimitedKernel(sizeBytes: number): DelimitedKernel {
  const filePages = Math.ceil(sizeBytes / PAGE_BYTES);
  const wasmMemory = new webAssembly.Memory({ initial: filePages, maximum: 65536, shared: true });
  const memory = wasmMemory.buffer;
  let run: ((from: number, limit: number, used: number) => RunResult | undefined) | undefined;

  return {
    memory,
    begin({ width, delimiter, text, kept }) {
      compiledModule ??= new webAssembly.Module(readFileSync(new URL("./delimited-kernel.wasm", import.meta.url)));
      const instance = new webAssembly.Instance(compiledModule, { env: { memory: wasmMemory } });
      const { takeRows } = instance.exports as Compiled;
      const space = layOut(filePages * PAGE_BYTES, [
        width, // kinds
        width * 12, // scratch
        KEPT_BYTES,
        BLOCK_ROWS * 4, // text ends
        BLOCK_ROWS * kept.length * 4, // kept ends
        16, // result
      ]);
      const [kinds, scratch, keptBytes, textEnds, keptEnds, result] = space.addresses as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      wasmMemory.grow(Math.ceil(space.end / PAGE_BYTES) - filePages);
      const all = wasmMemory.buffer; // a longer view of the same bytes
      const kindsView = new Uint8Array(all, kinds, width).fill(DROPPED);
      for (const column of kept) kindsView[column] = KEPT;
      kindsView[text] = TEXT;
      const results = new Uint32Array(all, result, 4);
      run = (from, limit, used) => {
        const rows = takeRows(
          from,
          limit,
          delimiter.charCodeAt(0),
          width,
          kinds,
          scratch,
          used,
          keptBytes,
          keptBytes + KEPT_BYTES,
          BLOCK_ROWS,
          textEnds,
          keptEnds,
          result,
        );
        if (rows === 0) return undefined;
        return {
          rows,
          next: results[0]!,
          lines: results[3]!,
          textEnds: new Uint32Array(all, textEnds, rows),
          kept: Buffer.from(all, keptBytes, results[2]! - keptBytes),
          keptEnds: new Uint32Array(all, keptEnds, rows * kept.length).map((end) => end - keptBytes),
        };
      };
    },
    take(bytes, used, receive) {
      if (run === undefined || bytes.buffer !== memory) return { rows: 0, bytes: 0, lines: 0 };
      const limit = bytes.byteOffset + bytes.length;
      let at = bytes.byteOffset;
      let rows = 0;
      let lines = 0;
      for (;;) {
        const taken = run(at, limit, used);
        if (taken === undefined) break;
        receive({ ...taken, textStart: used });
        used = taken.textEnds[taken.rows - 1]!;
        at = taken.next;
        rows += taken.rows;
        lines += taken.lines;
      }
      return { rows, bytes: at - bytes.byteOffset, lines };
    },
  };
}

interface RunResult extends Omit<RowBlock, "textStart"> {
  readonly next: number;
  readonly lines: number;
}
