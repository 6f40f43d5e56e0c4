/** @file Many texts as one block of UTF-8 that worker threads share without copying. */

/** Texts `0 … length-1`; text `i` is the UTF-8 bytes `offsets[i] … offsets[i + 1]`. Treat the buffers as read-only. */
export interface TextColumn {
  readonly length: number;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** [length + 1], in bytes, starting at 0. */
  readonly offsets: Float64Array<SharedArrayBuffer>;
}

const encoder = new TextEncoder();

/** Decodes one text. */
export function textAt(column: TextColumn, index: number): string {
  const start = column.offsets[index]!;
  const end = column.offsets[index + 1]!;
  const { buffer, byteOffset } = column.bytes;
  return Buffer.from(buffer, byteOffset + start, end - start).toString("utf8");
}

/** Collects texts one by one; the block grows by doubling. A lone surrogate becomes U+FFFD, as UTF-8 demands. */
export class TextColumnBuilder {
  #bytes = new Uint8Array(new SharedArrayBuffer(1 << 16));
  #ends: number[] = [];
  #used = 0;

  append(text: string): void {
    const most = this.#used + text.length * 3;
    if (most > this.#bytes.length) {
      const grown = new Uint8Array(new SharedArrayBuffer(Math.max(most, this.#bytes.length * 2)));
      grown.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = grown;
    }
    this.#used += encoder.encodeInto(text, this.#bytes.subarray(this.#used)).written;
    this.#ends.push(this.#used);
  }

  /** The column so far; the builder must not be used afterwards. */
  finish(): TextColumn {
    const offsets = new Float64Array(new SharedArrayBuffer((this.#ends.length + 1) * 8));
    offsets.set(this.#ends, 1);
    return { length: this.#ends.length, bytes: this.#bytes.subarray(0, this.#used), offsets };
  }
}

/** Texts as a column. */
export function textColumn(texts: Iterable<string>): TextColumn {
  const builder = new TextColumnBuilder();
  for (const text of texts) builder.append(text);
  return builder.finish();
}

/** Texts in UTF-8 as a column. */
export function joinedTexts(texts: readonly Uint8Array[]): TextColumn {
  const offsets = new Float64Array(new SharedArrayBuffer((texts.length + 1) * 8));
  for (const [row, text] of texts.entries()) offsets[row + 1] = offsets[row]! + text.length;
  const bytes = new Uint8Array(new SharedArrayBuffer(offsets[texts.length]!));
  for (const [row, text] of texts.entries()) bytes.set(text, offsets[row]!);
  return { length: texts.length, bytes, offsets };
}

/** The texts named by `order`, in that order, as a column of their own. */
export function selectTexts(column: TextColumn, order: ArrayLike<number>): TextColumn {
  const offsets = new Float64Array(new SharedArrayBuffer((order.length + 1) * 8));
  for (let row = 0; row < order.length; row++) {
    const source = order[row]!;
    offsets[row + 1] = offsets[row]! + column.offsets[source + 1]! - column.offsets[source]!;
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(offsets[order.length]!));
  for (let row = 0; row < order.length; row++) {
    const source = order[row]!;
    bytes.set(column.bytes.subarray(column.offsets[source]!, column.offsets[source + 1]!), offsets[row]!);
  }
  return { length: order.length, bytes, offsets };
}
