/** @file Parquet's metadata (Apache Parquet format 2.x), as much of it as our parts need. */
import {
  decodeThrift,
  encodeThrift,
  i32,
  i64,
  list,
  struct,
  type ThriftFields,
  type ThriftRecord,
  type ThriftValue,
  text,
} from "./thrift-compact.ts";

/** A column of a part; each may hold nulls. "json": a JSON value for each cell. */
export interface PartColumn {
  readonly name: string;
  readonly type: "text" | "json" | "int32";
}

/** Where one column of one row group lies: a single page with its header. */
export interface ColumnChunk {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly plainBytes: number;
}

/** Rows that lie together. */
export interface RowGroup {
  readonly rows: number;
  /** [columns] */
  readonly chunks: readonly ColumnChunk[];
}

/** What the end of a file says of it. */
export interface PartFooter {
  readonly columns: readonly PartColumn[];
  readonly rows: number;
  readonly groups: readonly RowGroup[];
}

/** What stands before a page. */
export interface PageHeader {
  readonly rows: number;
  readonly plainBytes: number;
  readonly packedBytes: number;
  /** CRC-32 of the packed bytes. */
  readonly crc: number;
}

export const parquetMagic = Buffer.from("PAR1");

const DATA_PAGE = 0;
const OPTIONAL = 1;
const PLAIN = 0;
const RLE = 3;
const ZSTD = 6;
const INT32 = 1;
const BYTE_ARRAY = 6;
const UTF8 = { converted: 0, logical: 1 };
const JSON_TEXT = { converted: 19, logical: 12 };

/** The end of a file: metadata, its length, and the magic word. */
export function encodeFooter({ columns, rows, groups }: PartFooter): Buffer {
  const metadata = encodeThrift([
    [1, i32(1)],
    [2, list([struct([4, text("schema")], [5, i32(columns.length)]), ...columns.map(schemaElement)])],
    [3, i64(rows)],
    [4, list(groups.map((group) => rowGroup(group, columns)))],
    [6, text("lexops")],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(metadata.length);
  return Buffer.concat([metadata, length, parquetMagic]);
}

function schemaElement({ name, type }: PartColumn): ThriftValue {
  const fields: ThriftFields = [
    [1, i32(type === "int32" ? INT32 : BYTE_ARRAY)],
    [3, i32(OPTIONAL)],
    [4, text(name)],
  ];
  if (type === "int32") return struct(...fields);
  const { converted, logical } = type === "text" ? UTF8 : JSON_TEXT;
  return struct(...fields, [6, i32(converted)], [10, struct([logical, struct()])]);
}

function rowGroup({ rows, chunks }: RowGroup, columns: readonly PartColumn[]): ThriftValue {
  const packed = chunks.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const plain = chunks.reduce((sum, { plainBytes }) => sum + plainBytes, 0);
  return struct(
    [
      1,
      list(
        chunks.map(({ offset, sizeBytes, plainBytes }, at) =>
          struct(
            [2, i64(0)],
            [
              3,
              struct(
                [1, i32(columns[at]!.type === "int32" ? INT32 : BYTE_ARRAY)],
                [2, list([i32(PLAIN), i32(RLE)])],
                [3, list([text(columns[at]!.name)])],
                [4, i32(ZSTD)],
                [5, i64(rows)],
                [6, i64(plainBytes)],
                [7, i64(sizeBytes)],
                [9, i64(offset)],
              ),
            ],
          ),
        ),
      ),
    ],
    [2, i64(plain)],
    [3, i64(rows)],
    [5, i64(chunks[0]?.offset ?? 4)],
    [6, i64(packed)],
  );
}

/** The metadata of a file that our writer made. Throws a `RangeError` where it is not. */
export function decodeFooter(metadata: Buffer): PartFooter {
  const { record } = decodeThrift(metadata);
  const [, ...elements] = records(record, 2);
  return {
    columns: elements.map((element) => ({
      name: bytesOf(element, 4).toString("utf8"),
      type: numberOf(element, 1) === INT32 ? "int32" : element.get(6) === JSON_TEXT.converted ? "json" : "text",
    })),
    rows: numberOf(record, 3),
    groups: records(record, 4).map((group) => ({
      rows: numberOf(group, 3),
      chunks: records(group, 1).map((chunk) => {
        const facts = chunk.get(3) as ThriftRecord;
        return { offset: numberOf(facts, 9), sizeBytes: numberOf(facts, 7), plainBytes: numberOf(facts, 6) };
      }),
    })),
  };
}

/** The header of one page of data. */
export function encodePageHeader({ rows, plainBytes, packedBytes, crc }: PageHeader): Buffer {
  return encodeThrift([
    [1, i32(DATA_PAGE)],
    [2, i32(plainBytes)],
    [3, i32(packedBytes)],
    [4, i32(crc | 0)],
    [5, struct([1, i32(rows)], [2, i32(PLAIN)], [3, i32(RLE)], [4, i32(RLE)])],
  ]);
}

/** The header at the beginning of `bytes`, and where the page begins. Throws a `RangeError` where it is none. */
export function decodePageHeader(bytes: Buffer): { readonly header: PageHeader; readonly end: number } {
  const { record, end } = decodeThrift(bytes);
  const data = record.get(5);
  if (!(data instanceof Map)) throw new RangeError("a page is no page of data");
  return {
    header: {
      rows: numberOf(data, 1),
      plainBytes: numberOf(record, 2),
      packedBytes: numberOf(record, 3),
      crc: numberOf(record, 4) >>> 0,
    },
    end,
  };
}

function numberOf(record: ThriftRecord, id: number): number {
  const value = record.get(id);
  if (typeof value !== "number") throw new RangeError(`the metadata has no field ${id}`);
  return value;
}

function bytesOf(record: ThriftRecord, id: number): Buffer {
  const value = record.get(id);
  if (!Buffer.isBuffer(value)) throw new RangeError(`the metadata has no field ${id}`);
  return value;
}

function records(record: ThriftRecord, id: number): readonly ThriftRecord[] {
  const value = record.get(id);
  if (!Array.isArray(value) || !value.every((item) => item instanceof Map))
    throw new RangeError(`the metadata has no list ${id}`);
  return value;
}
