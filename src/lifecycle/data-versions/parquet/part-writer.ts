/**
 * @file Writes the rows of a part as a Parquet file: every column optional and PLAIN, one page a column and row group,
 * packed with zstd, each page with its CRC-32.
 */
import type { BlobWriter, PutBlob } from "../../blobs/index.ts";
import { createOrderedWork } from "../ordered-work.ts";
import type { FilledColumn } from "./column-buffer.ts";
import { packColumn } from "./page.ts";
import { type ColumnChunk, encodeFooter, type PartColumn, parquetMagic, type RowGroup } from "./parquet-metadata.ts";
import { createRowGroups, type RowTarget } from "./row-groups.ts";

/** Takes the rows of a part. */
export interface PartWriter extends RowTarget {
  /** Rows so far. */
  readonly rows: number;
  /** Ends the file; the blob is durable. */
  finish(): Promise<PutBlob>;
}

const PENDING_GROUPS = 4;

/** Starts a part; `look` sees each row group before it is packed. */
export function createPartWriter(
  blob: BlobWriter,
  columns: readonly PartColumn[],
  look: (columns: readonly FilledColumn[]) => void = () => {},
): PartWriter {
  const groups: RowGroup[] = [];
  const work = createOrderedWork(PENDING_GROUPS);
  let offset = 0;
  let rows = 0;

  async function write(bytes: Uint8Array): Promise<void> {
    await blob.write(bytes);
    offset += bytes.length;
  }

  const filling = createRowGroups(columns.length, (filled, groupRows) => {
    look(filled);
    const packed = Promise.all(filled.map(packColumn));
    packed.catch(() => {}); // told by `settle` or `finish`
    work.add(async () => {
      const chunks: ColumnChunk[] = [];
      for (const { header, body, plainBytes } of await packed) {
        const start = offset;
        await write(header);
        await write(body);
        chunks.push({ offset: start, sizeBytes: header.length + body.length, plainBytes });
      }
      filling.giveBack(filled);
      groups.push({ rows: groupRows, chunks });
    });
  });
  work.add(() => write(parquetMagic));

  return {
    get rows() {
      return rows;
    },
    cells: filling.cells,
    endRows(count) {
      rows += count;
      filling.endRows(count);
    },
    room: filling.room,
    settle: work.settle,
    async finish() {
      filling.finish();
      await work.finish();
      await write(encodeFooter({ columns, rows, groups }));
      return blob.commit();
    },
  };
}
