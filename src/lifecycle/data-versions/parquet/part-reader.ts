/** @file Reads the row groups of a part that our writer made; each page is checked before it is unpacked. */
import { crc32, zstdDecompress } from "node:zlib";
import { type BlobReader, DamagedBlobError } from "../../blobs/index.ts";
import { decodeLevels } from "./definition-levels.ts";
import { decodeFooter, decodePageHeader, type PartColumn, parquetMagic } from "./parquet-metadata.ts";

/** Cells of one column in one row group. */
export interface ColumnCells {
  /** `undefined`: null. Valid for as long as the group. */
  cell(row: number): Uint8Array | undefined;
  /** The number in a cell of type int32. */
  number(row: number): number;
  readonly hasNulls: boolean;
  /** Where cells lie: that of a row that is not null is `page` from `starts[row] + 4` to `starts[row + 1]`. */
  readonly page: Uint8Array;
  readonly starts: Int32Array;
  /** Whether the row is null. */
  isNull(row: number): boolean;
  /** The cells of some rows as they are encoded: see `FilledColumn.plain`. */
  plain(from: number, until: number): Uint8Array;
}

/** One open part. */
export interface PartReader {
  readonly columns: readonly PartColumn[];
  readonly rows: number;
  /** [groups + 1]; the rows of a group are starts[group] <= row && row < starts[group + 1]. */
  readonly starts: readonly number[];
  /** The named columns of one group, in their order. @throws DamagedBlobError */
  readGroup(group: number, columns: readonly number[]): Promise<readonly ColumnCells[]>;
  close(): Promise<void>;
}

const TAIL_BYTES = 8;
const CHUNK_LEAST = 1 << 10;

/** Opens a part. @throws DamagedBlobError */
export async function openPart(blob: BlobReader): Promise<PartReader> {
  const damaged = (error: unknown) =>
    error instanceof RangeError ? new DamagedBlobError(`blobs/${blob.sha256}`, error.message, error) : error;
  try {
    if (blob.sizeBytes < TAIL_BYTES + 4) throw new RangeError("it is too short for a Parquet file");
    const tail = await blob.read(blob.sizeBytes - TAIL_BYTES, TAIL_BYTES);
    if (!tail.subarray(4).equals(parquetMagic)) throw new RangeError("it does not end as a Parquet file");
    const length = tail.readUInt32LE(0);
    if (length > blob.sizeBytes - TAIL_BYTES) throw new RangeError("its metadata is longer than the file");
    const { columns, rows, groups } = decodeFooter(await blob.read(blob.sizeBytes - TAIL_BYTES - length, length));
    const starts = [0];
    for (const group of groups) starts.push(starts.at(-1)! + group.rows);
    if (starts.at(-1) !== rows) throw new RangeError("its row groups do not add up to its rows");
    return {
      columns,
      rows,
      starts,
      async readGroup(group, wanted) {
        try {
          const { rows: groupRows, chunks } = groups[group]!;
          return await Promise.all(
            wanted.map(async (column) => {
              const chunk = chunks[column];
              if (chunk === undefined) throw new RangeError(`it has no column ${column}`);
              const page = await unpackPage(await blob.read(chunk.offset, chunk.sizeBytes), groupRows);
              return columns[column]!.type === "int32" ? numbersOf(page, groupRows) : cellsOf(page, groupRows);
            }),
          );
        } catch (error) {
          throw damaged(error);
        }
      },
      close: () => blob.close(),
    };
  } catch (error) {
    await blob.close();
    throw damaged(error);
  }
}

async function unpackPage(bytes: Buffer, rows: number): Promise<Buffer> {
  const { header, end } = decodePageHeader(bytes);
  const body = bytes.subarray(end);
  if (body.length !== header.packedBytes || header.rows !== rows) throw new RangeError("a page has another size");
  if (crc32(body) !== header.crc) throw new RangeError("a page does not have its CRC-32");
  const page = await new Promise<Buffer>((resolve, reject) => {
    // One piece of output: each further one is a trip between threads.
    zstdDecompress(body, { chunkSize: Math.max(CHUNK_LEAST, header.plainBytes + 1) }, (error, plain) =>
      error === null ? resolve(plain) : reject(new RangeError(error.message)),
    );
  });
  if (page.length !== header.plainBytes) throw new RangeError("a page unpacks to another size");
  return page;
}

/** Where each cell lies is found once, so that cells can be asked for in any order. */
function cellsOf(page: Buffer, rows: number): ColumnCells {
  const { present, end } = decodeLevels(page, rows);
  const starts = new Int32Array(rows + 1);
  let at = end;
  for (let row = 0; row < rows; row++) {
    starts[row] = at;
    if (present !== null && present[row] === 0) continue;
    if (at + 4 > page.length) throw new RangeError("a page ends within a cell");
    at += 4 + (page[at]! | (page[at + 1]! << 8) | (page[at + 2]! << 16) | (page[at + 3]! << 24));
  }
  starts[rows] = at;
  if (at !== page.length) throw new RangeError("a page does not end with its last cell");
  const isNull = (row: number) => present !== null && present[row] === 0;
  return {
    cell: (row) => (isNull(row) ? undefined : page.subarray(starts[row]! + 4, starts[row + 1]!)),
    number: () => Number.NaN,
    hasNulls: present !== null,
    page,
    starts,
    isNull,
    plain: (from, until) => page.subarray(starts[from]!, starts[until]!),
  };
}

function numbersOf(page: Buffer, rows: number): ColumnCells {
  const { present, end } = decodeLevels(page, rows);
  if (present !== null || page.length !== end + rows * 4) throw new RangeError("a page of numbers has another size");
  return {
    cell: () => undefined,
    number: (row) => page.readInt32LE(end + row * 4),
    hasNulls: false,
    page,
    starts: new Int32Array(0),
    isNull: () => false,
    plain: (from, until) => page.subarray(end + from * 4, end + until * 4),
  };
}
