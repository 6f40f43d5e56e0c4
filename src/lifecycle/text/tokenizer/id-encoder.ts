/** @file The ids of one text, for those who encode text by text. */
import type { ByteTokenizer } from "./byte-tokenizer.ts";
import type { EncodeOptions, Encoding } from "./encoding.ts";
import { keptEnds } from "./truncation.ts";

/** The ids of one text; valid until the next one. */
interface TextIds {
  readonly ids: Int32Array;
  /** Whether tokens were left out, as there was no room for them. */
  readonly isCut: boolean;
}

/** The ids of the text that is the UTF-8 `bytes[start … end]`, as `encode` gives them. */
export type EncodeIds = (
  bytes: Uint8Array,
  start: number,
  end: number,
  options?: Omit<EncodeOptions, "pair">,
) => TextIds;

/** What a tokenizer brings along. */
interface TextEncoding {
  /** Tokens that are put around a text. */
  readonly added: number;
  encode(text: string, options: EncodeOptions): Encoding;
  /** The fast way, where there is one, and what it has to put around each text. */
  readonly byteWay: () => ByteTokenizer | null;
  readonly ends: { readonly before: Int32Array; readonly behind: Int32Array } | null;
}

const nothing = new Int32Array(0);

/** Makes the function. */
export function createEncodeIds({ added, encode, byteWay, ends }: TextEncoding): EncodeIds {
  let row = new Int32Array(1 << 9);
  return (bytes, start, end, options = {}) => {
    const { addSpecialTokens = true, maxLength = Number.POSITIVE_INFINITY, truncation = "head" } = options;
    const room = Math.max(0, maxLength - (addSpecialTokens ? added : 0));
    const most = truncation === "head" ? room : Number.POSITIVE_INFINITY;
    const found = ends === null ? null : byteWay()?.ofBytes(bytes, start, end, most);
    if (ends === null || found == null) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8", start, end);
      const { tokens, cut } = encode(text, options);
      return { ids: Int32Array.from(tokens, ({ id }) => id), isCut: cut > 0 };
    }
    const { before, behind } = addSpecialTokens ? ends : { before: nothing, behind: nothing };
    const { head, tail } = keptEnds(found.count, room, truncation);
    const length = before.length + head + tail + behind.length;
    if (row.length < length) row = new Int32Array(length * 2);
    row.set(before);
    row.set(found.ids.subarray(0, head), before.length);
    row.set(found.ids.subarray(found.count - tail, found.count), before.length + head);
    row.set(behind, before.length + head + tail);
    return { ids: row.subarray(0, length), isCut: found.count > room };
  };
}
