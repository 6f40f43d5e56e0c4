/** @file The protobuf wire format, written: https://protobuf.dev/programming-guides/encoding/ */

/** Collects the fields of one message. Fields come out in the order they were added, so equal calls give equal bytes. */
export class ProtobufWriter {
  private readonly pieces: Uint8Array[] = [];
  private size = 0;

  /** A whole number (int32, int64, enum); a negative one takes ten bytes, as protobuf wants. */
  integer(field: number, value: number | bigint): void {
    this.varint((field << 3) | 0);
    this.varint(value);
  }

  /** A 32-bit float. */
  float(field: number, value: number): void {
    this.varint((field << 3) | 5);
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.append(bytes);
  }

  text(field: number, value: string): void {
    this.bytes(field, new TextEncoder().encode(value));
  }

  bytes(field: number, value: Uint8Array): void {
    this.varint((field << 3) | 2);
    this.varint(value.length);
    this.append(value);
  }

  /** A message within this one, its fields added by `write`. */
  message(field: number, write: (writer: ProtobufWriter) => void): void {
    const inner = new ProtobufWriter();
    write(inner);
    this.varint((field << 3) | 2);
    this.varint(inner.size);
    for (const piece of inner.pieces) this.append(piece);
  }

  /** Everything added so far. */
  finish(): Uint8Array {
    const result = new Uint8Array(this.size);
    let offset = 0;
    for (const piece of this.pieces) {
      result.set(piece, offset);
      offset += piece.length;
    }
    return result;
  }

  private append(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.size += piece.length;
  }

  private varint(value: number | bigint): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    const bytes: number[] = [];
    while (rest > 127n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    this.append(Uint8Array.from(bytes));
  }
}
