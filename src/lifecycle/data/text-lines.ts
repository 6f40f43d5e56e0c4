/** @file The lines of a text, straight from its bytes. */
import { LONGEST_ROW_BYTES } from "./delimited-scanner.ts";
import { RowTooLongError } from "./errors.ts";
import { type ByteOptions, throwIfAborted } from "./file-bytes.ts";
import { createJoiner } from "./joined-bytes.ts";

const LF = 0x0a;
const CR = 0x0d;

/** What is done with lines. */
export interface LineTaker {
  readonly file: string;
  readonly options: ByteOptions;
  /** The row that the next line belongs to, for messages. */
  row(): number;
  /** Gets each line without its end (LF or CR LF); its bytes are valid only until the next. */
  take(line: Buffer): void;
  /** Awaited between blocks of lines. */
  settle?: (() => Promise<void>) | undefined;
}

/** Hands on every line in order, the last one whether or not it ends. @throws RowTooLongError, CancelledError */
export async function takeLines(chunks: AsyncIterable<Buffer>, taker: LineTaker): Promise<void> {
  const { file, options } = taker;
  const join = createJoiner();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = join(rest, chunk);
    let from = 0;
    for (let end = bytes.indexOf(LF, rest.length); end !== -1; end = bytes.indexOf(LF, from)) {
      taker.take(withoutReturn(bytes.subarray(from, end)));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > LONGEST_ROW_BYTES) throw new RowTooLongError({ file, row: taker.row() }, LONGEST_ROW_BYTES);
    throwIfAborted(options);
    await taker.settle?.();
  }
  if (rest.length > 0) taker.take(withoutReturn(rest));
}

const withoutReturn = (line: Buffer) => (line.at(-1) === CR ? line.subarray(0, -1) : line);
