/** @file The protobuf wire format, read: https://protobuf.dev/programming-guides/encoding/ */
import { UnreadableModelError } from "./errors.ts";

/** One field of a message. Each reader throws `UnreadableModelError` where the field is stored as another kind. */
export interface ProtobufField {
  integer(): bigint;
  /** A whole number that must be from 0 to 2⁵³-1, such as a size. */
  count(): number;
  float(): number;
  /** A view, not a copy. */
  bytes(): Uint8Array;
  text(): string;
  /** Integers, whether packed together or one a field. */
  integers(): readonly bigint[];
  /** 32-bit floats, whether packed together or one a field. */
  floats(): readonly number[];
}

/** What to do with each field, by number; other fields are skipped. */
export type FieldHandlers = Readonly<Record<number, (field: ProtobufField) => void>>;

const strictText = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Goes through the fields of a message in order. `where` names the message in errors. @throws UnreadableModelError */
export function readMessage(bytes: Uint8Array, where: string, handlers: FieldHandlers): void {
  const input = { bytes, offset: 0, where };
  while (input.offset < bytes.length) {
    const tag = readVarint(input);
    const number = Number(tag >> 3n);
    const field = readField(input, Number(tag & 7n));
    if (number === 0) throw new UnreadableModelError(where, "a field has the number 0");
    handlers[number]?.(field);
  }
}

interface Input {
  readonly bytes: Uint8Array;
  offset: number;
  readonly where: string;
}

function readField(input: Input, wireType: number): ProtobufField {
  const { where } = input;
  if (wireType === 0) return fieldOf(where, { integer: readVarint(input) });
  if (wireType === 1) return fieldOf(where, { fixed64: take(input, 8) });
  if (wireType === 2) return fieldOf(where, { bytes: take(input, Number(readVarint(input))) });
  if (wireType === 5) return fieldOf(where, { fixed32: take(input, 4) });
  throw new UnreadableModelError(where, `a field is of the unknown wire type ${wireType}`);
}

interface Stored {
  readonly integer?: bigint;
  readonly bytes?: Uint8Array;
  readonly fixed32?: Uint8Array;
  readonly fixed64?: Uint8Array;
}

function fieldOf(where: string, stored: Stored): ProtobufField {
  const wrongKind = (expected: string) => new UnreadableModelError(where, `a field is not ${expected}`);
  const field: ProtobufField = {
    integer() {
      if (stored.integer === undefined) throw wrongKind("an integer");
      return BigInt.asIntN(64, stored.integer);
    },
    count() {
      const value = field.integer();
      if (value < 0n || value > Number.MAX_SAFE_INTEGER) throw wrongKind("a count");
      return Number(value);
    },
    float() {
      if (stored.fixed32 === undefined) throw wrongKind("a 32-bit float");
      return floatAt(stored.fixed32, 0);
    },
    bytes() {
      if (stored.bytes === undefined) throw wrongKind("bytes");
      return stored.bytes;
    },
    text() {
      try {
        return strictText.decode(field.bytes());
      } catch (cause) {
        if (cause instanceof UnreadableModelError) throw cause;
        throw wrongKind("UTF-8 text");
      }
    },
    integers() {
      if (stored.bytes === undefined) return [field.integer()];
      const packed = { bytes: stored.bytes, offset: 0, where };
      const values: bigint[] = [];
      while (packed.offset < stored.bytes.length) values.push(BigInt.asIntN(64, readVarint(packed)));
      return values;
    },
    floats() {
      const packed = stored.bytes;
      if (packed === undefined) return [field.float()];
      if (packed.length % 4 !== 0) throw wrongKind("a list of 32-bit floats");
      return Array.from({ length: packed.length / 4 }, (_, index) => floatAt(packed, index * 4));
    },
  };
  return field;
}

function floatAt(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat32(offset, true);
}

function take(input: Input, count: number): Uint8Array {
  const end = input.offset + count;
  if (end > input.bytes.length) {
    const rest = input.bytes.length - input.offset;
    throw new UnreadableModelError(input.where, `a field of ${count} bytes is cut off after ${rest}`);
  }
  const taken = input.bytes.subarray(input.offset, end);
  input.offset = end;
  return taken;
}

function readVarint(input: Input): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = input.bytes[input.offset++];
    if (byte === undefined) throw new UnreadableModelError(input.where, "an integer is cut off");
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asUintN(64, value);
  }
  throw new UnreadableModelError(input.where, "an integer is longer than 10 bytes");
}
