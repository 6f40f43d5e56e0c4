/** @file One column of one row group as a Parquet page, packed with zstd. */
import { promisify } from "node:util";
import { crc32, zstdCompress, zstdCompressSync } from "node:zlib";
import type { FilledColumn } from "./column-buffer.ts";
import { encodeLevels } from "./definition-levels.ts";
import { encodePageHeader } from "./parquet-metadata.ts";

/** A page as it is written. */
export interface Page {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  /** Header and body, were the body not packed. */
  readonly plainBytes: number;
}

const packInBackground = promisify(zstdCompress) as (plain: Uint8Array, options: object) => Promise<Buffer>;

/** One piece of output: each further one is a trip between threads. */
const oneChunk = (page: Uint8Array) => ({ chunkSize: page.length + (1 << 16) });

/** Packs a column on the system's threads. */
export async function packColumn(column: FilledColumn): Promise<Page> {
  const page = plainPage(column);
  return pageOf(column.rows, page, await packInBackground(page, oneChunk(page)));
}

/** Packs a column on this thread. */
export function packColumnHere(column: FilledColumn): Page {
  const page = plainPage(column);
  return pageOf(column.rows, page, zstdCompressSync(page, oneChunk(page)));
}

const plainPage = ({ rows, plain, nulls }: FilledColumn) => Buffer.concat([encodeLevels(rows, nulls), plain]);

function pageOf(rows: number, page: Buffer, body: Buffer): Page {
  const header = encodePageHeader({ rows, plainBytes: page.length, packedBytes: body.length, crc: crc32(body) });
  return { header, body, plainBytes: header.length + page.length };
}
