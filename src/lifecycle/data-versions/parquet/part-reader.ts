/** @file Reads the row groups of a part that our writer made; each page is checked before it is unpacked. */
import { crc32, zstdDecompress } from "node:zlib";
import { type BlobReader, DamagedBlobError } from "../../blobs/index.ts";
import { type ColumnCells, numberCells, textCells } from "./column-cells.ts";
import { decodeLevels } from "./definition-levels.ts";
import { decodeFooter, decodePageHeader, type PartColumn, parquetMagic } from "./parquet-metadata.ts";

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
              return cellsOf(page, groupRows, columns[column]!.type);
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

function cellsOf(page: Buffer, rows: number, type: PartColumn["type"]): ColumnCells {
  const { present, end } = decodeLevels(page, rows);
  if (type !== "int32") return textCells(page, end, rows, present);
  if (present !== null) throw new RangeError("a page of numbers has nulls");
  return numberCells(page, end, rows);
}
