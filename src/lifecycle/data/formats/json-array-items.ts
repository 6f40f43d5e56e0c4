/** @file The items of one large JSON array as they stand in the text, one by one, without holding the whole. */
import { LONGEST_ROW_BYTES } from "../delimited-scanner.ts";
import { InvalidJsonStructureError, RowTooLongError } from "../errors.ts";
import { throwIfAborted } from "../file-bytes.ts";
import { createJoiner } from "../joined-bytes.ts";
import type { LineTaker } from "../text-lines.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** By byte: +1 opens a list or object, -1 (255) closes one. */
const nesting = new Uint8Array(256);
for (const character of "[{") nesting[character.charCodeAt(0)] = 1;
for (const character of "]}") nesting[character.charCodeAt(0)] = 2;

const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Hands on the bytes of each item, not yet parsed; they are valid only until the next.
 * @throws InvalidJsonStructureError for what is no array or ends too early, RowTooLongError, CancelledError
 */
export async function takeArrayItems(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { file, options, take, settle }: Omit<LineTaker, "row">,
): Promise<void> {
  let state: "before" | "item" | "between" | "after" = "before";
  let held: Buffer = Buffer.alloc(0); // the beginning of an item
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let items = 0;
  const join = createJoiner();
  const wrong = (what: string) => new InvalidJsonStructureError(file, "", what);

  /** Where the item that goes on at `at` ends, or -1; sees each byte once. */
  function itemEnd(bytes: Buffer, at: number): number {
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (isInText) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isInText = false;
        continue;
      }
      if (byte === QUOTE) isInText = true;
      else if (nesting[byte] === 1) depth++;
      else if (nesting[byte] === 2 && depth-- === 0) return at;
      else if (byte === COMMA && depth === 0) return at;
    }
    return -1;
  }

  for await (const chunk of chunks) {
    let at = 0;
    while (at < chunk.length) {
      if (state === "item") {
        const end = itemEnd(chunk, at);
        const rest = chunk.subarray(at, end === -1 ? chunk.length : end);
        held = held.length === 0 && end === -1 ? Buffer.from(rest) : join(held, rest);
        if (held.length > LONGEST_ROW_BYTES) throw new RowTooLongError({ file, row: items + 1 }, LONGEST_ROW_BYTES);
        if (end === -1) break;
        if (held.every(isSpace)) throw wrong(`has nothing where its item [${items}] should be`);
        items++;
        take(held);
        held = Buffer.alloc(0);
        state = chunk[end] === COMMA ? "between" : "after";
        depth = 0;
        at = end + 1;
        continue;
      }
      const byte = chunk[at]!;
      if (isSpace(byte)) {
        at++;
        continue;
      }
      if (state === "before") {
        if (byte !== OPEN) throw wrong("must begin with [, a list of tasks");
        state = "between";
        at++;
      } else if (state === "between" && byte === CLOSE && items === 0) {
        state = "after";
        at++;
      } else if (state === "between") state = "item";
      else throw wrong(`has more text after its list of ${items} tasks`);
    }
    throwIfAborted(options);
    await settle?.();
  }
  if (state !== "after") throw wrong(`ends within its item [${items}]; it was probably cut off`);
}
