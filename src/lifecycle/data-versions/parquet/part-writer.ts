/**
 * @file Writes the rows of a part as a Parquet file: every column optional and PLAIN, one page a column and row group,
 * packed with zstd, each page with its CRC-32.
 */
import type { BlobWriter, PutBlob } from "../../blobs/index.ts";
import { type ColumnBuffer, createColumnBuffer, type FilledColumn } from "./column-buffer.ts";
import { type Page, packColumn } from "./page.ts";
import { type ColumnChunk, encodeFooter, type PartColumn, parquetMagic, type RowGroup } from "./parquet-metadata.ts";

/** Takes rows. After each row `endRow`; between pieces of work `settle`. */
export interface PartWriter {
  /** Rows so far. */
  readonly rows: number;
  /** [columns]; each takes one cell a row. */
  readonly cells: readonly ColumnBuffer[];
  endRow(): void;
  /** Waits until not much is left to be packed and written. @throws what went wrong there */
  settle(): Promise<void>;
  /** Ends the file; the blob is durable. */
  finish(): Promise<PutBlob>;
}

const GROUP_ROWS = 1 << 14;
const GROUP_BYTES = 1 << 22;
const PENDING_GROUPS = 4;

/** Starts a part; `pack` makes the pages of a row group. */
export function createPartWriter(
  blob: BlobWriter,
  columns: readonly PartColumn[],
  pack: (columns: readonly FilledColumn[]) => Promise<readonly Page[]> = (filled) =>
    Promise.all(filled.map(packColumn)),
): PartWriter {
  const cells = columns.map(createColumnBuffer);
  const groups: RowGroup[] = [];
  let offset = 0;
  let rows = 0;
  let groupRows = 0;
  let pending = 0;
  let written: Promise<void> = write(parquetMagic);
  written.catch(() => {}); // told by `settle` or `finish`

  async function write(bytes: Uint8Array): Promise<void> {
    await blob.write(bytes);
    offset += bytes.length;
  }

  function endGroup(): void {
    if (groupRows === 0) return;
    const packed = pack(cells.map((column) => column.take()));
    packed.catch(() => {}); // told by `settle` or `finish`
    const before = written;
    const count = groupRows;
    pending++;
    written = (async () => {
      await before;
      const chunks: ColumnChunk[] = [];
      for (const { header, body, plainBytes } of await packed) {
        const start = offset;
        await write(header);
        await write(body);
        chunks.push({ offset: start, sizeBytes: header.length + body.length, plainBytes });
      }
      groups.push({ rows: count, chunks });
      pending--;
    })();
    written.catch(() => {});
    groupRows = 0;
  }

  return {
    get rows() {
      return rows;
    },
    cells,
    endRow() {
      rows++;
      groupRows++;
      if (groupRows === GROUP_ROWS || sizeOf(cells) >= GROUP_BYTES) endGroup();
    },
    async settle() {
      if (pending >= PENDING_GROUPS) await written;
    },
    async finish() {
      endGroup();
      await written;
      await write(encodeFooter({ columns, rows, groups }));
      return blob.commit();
    },
  };
}

function sizeOf(cells: readonly ColumnBuffer[]): number {
  let sum = 0;
  for (const column of cells) sum += column.sizeBytes;
  return sum;
}
