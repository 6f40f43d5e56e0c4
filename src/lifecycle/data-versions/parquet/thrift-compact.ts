/** @file Thrift's compact protocol, as much of it as Parquet's metadata needs. */

/** A field's value as it is written: structures are lists of fields by their number. */
export type ThriftValue =
  | { readonly type: "i32" | "i64"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "struct"; readonly fields: ThriftFields }
  | { readonly type: "list"; readonly items: readonly ThriftValue[] };

/** Fields in ascending order of their numbers. */
export type ThriftFields = readonly (readonly [id: number, value: ThriftValue])[];

const codes = { i32: 5, i64: 6, string: 8, list: 9, struct: 12 } as const;

export const i32 = (value: number): ThriftValue => ({ type: "i32", value });
export const i64 = (value: number): ThriftValue => ({ type: "i64", value });
export const text = (value: string): ThriftValue => ({ type: "string", value });
export const struct = (...fields: ThriftFields): ThriftValue => ({ type: "struct", fields });
export const list = (items: readonly ThriftValue[]): ThriftValue => ({ type: "list", items });

/** Bytes of a structure. */
export function encodeThrift(fields: ThriftFields): Buffer {
  const bytes: number[] = [];

  function writeVarint(value: bigint): void {
    for (; value > 127n; value >>= 7n) bytes.push(Number(value & 127n) | 128);
    bytes.push(Number(value));
  }

  function write(value: ThriftValue): void {
    if (value.type === "struct") writeFields(value.fields);
    else if (value.type === "string") {
      const encoded = Buffer.from(value.value, "utf8");
      writeVarint(BigInt(encoded.length));
      for (const byte of encoded) bytes.push(byte);
    } else if (value.type === "list") {
      const { items } = value;
      const code = codes[items[0]?.type ?? "i32"];
      if (items.length < 15) bytes.push((items.length << 4) | code);
      else {
        bytes.push(0xf0 | code);
        writeVarint(BigInt(items.length));
      }
      for (const item of items) write(item);
    } else {
      const number = BigInt(value.value);
      writeVarint(number < 0n ? -2n * number - 1n : 2n * number); // zigzag
    }
  }

  function writeFields(parts: ThriftFields): void {
    let last = 0;
    for (const [id, value] of parts) {
      bytes.push(((id - last) << 4) | codes[value.type]);
      last = id;
      write(value);
    }
    bytes.push(0);
  }

  writeFields(fields);
  return Buffer.from(bytes);
}

/** A structure as it was read: values by field number; numbers, bytes, lists and structures. */
export type ThriftRecord = ReadonlyMap<number, unknown>;

/** Reads the structure that begins at `start`. Throws a `RangeError` where the bytes are none. */
export function decodeThrift(bytes: Buffer, start = 0): { readonly record: ThriftRecord; readonly end: number } {
  let at = start;

  function byte(): number {
    if (at >= bytes.length) throw new RangeError("the metadata ends too early");
    return bytes[at++]!;
  }

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const next = byte();
      value |= BigInt(next & 127) << shift;
      if (next < 128) return value;
    }
    throw new RangeError("a number in the metadata has no end");
  }

  function zigzag(): number {
    const value = varint();
    return Number((value & 1n) === 0n ? value >> 1n : -(value >> 1n) - 1n);
  }

  function read(type: number, depth: number): unknown {
    if (depth > 16) throw new RangeError("the metadata is nested too deeply");
    if (type === 1 || type === 2) return type === 1;
    if (type === 3) return byte();
    if (type >= 4 && type <= 6) return zigzag();
    if (type === 7) {
      at += 8;
      return undefined;
    }
    if (type === codes.string) {
      const length = Number(varint());
      if (length > bytes.length - at) throw new RangeError("a text in the metadata is too long");
      at += length;
      return bytes.subarray(at - length, at);
    }
    if (type === codes.list || type === 10) {
      const head = byte();
      const size = head >> 4 === 15 ? Number(varint()) : head >> 4;
      if (size > bytes.length - at) throw new RangeError("a list in the metadata is too long");
      const itemType = head & 15;
      return Array.from({ length: size }, () => (itemType <= 2 ? byte() === 1 : read(itemType, depth + 1)));
    }
    if (type === codes.struct) return readFields(depth + 1);
    throw new RangeError(`the metadata has a field of unknown type ${type}`);
  }

  function readFields(depth: number): ThriftRecord {
    const record = new Map<number, unknown>();
    let last = 0;
    for (let head = byte(); head !== 0; head = byte()) {
      last = head >> 4 === 0 ? zigzag() : last + (head >> 4);
      record.set(last, read(head & 15, depth));
    }
    return record;
  }

  const record = readFields(0);
  return { record, end: at };
}
