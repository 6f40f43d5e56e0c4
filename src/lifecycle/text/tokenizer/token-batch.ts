/** @file A few texts as matrices of equal rows, as a model takes them. */
import type { EncodeOptions, Encoding } from "./encoding.ts";
import { UnsupportedTokenizerError } from "./errors.ts";
import type { FilePadding, FileTruncation } from "./file-lengths.ts";

/** How a batch is made. What is not told is as the tokenizer's file says. */
export interface BatchOptions {
  /** The most tokens of a row, special ones included; without it, and where the file says nothing, no row is cut. */
  readonly maxLength?: number | undefined;
  readonly truncation?: EncodeOptions["truncation"];
  readonly addSpecialTokens?: boolean;
  /** The length of all rows: that of the longest, or a number, which longer rows exceed; the longest where the file says nothing. */
  readonly length?: "longest" | number;
  /** Makes the length a multiple, which fits some processors better. */
  readonly multipleOf?: number;
  /** Where short rows are filled up; at the right where the file says nothing. */
  readonly side?: "left" | "right";
  /** What they are filled up with; where the file says nothing that of [PAD] or <pad>, else 0, which the mask hides. */
  readonly paddingId?: number;
}

/** Rows of `length` tokens, one after the other. */
export interface PaddedTokens {
  readonly rows: number;
  readonly length: number;
  /** [rows, length] */
  readonly ids: Int32Array;
  /** [rows, length] */
  readonly typeIds: Int32Array;
  /** [rows, length] 1 for tokens, 0 for what fills up. */
  readonly mask: Int32Array;
  /** Texts or pairs that had more tokens than the most. */
  readonly cutTexts: number;
}

/** What a tokenizer brings along. */
interface BatchEncoding {
  encode(text: string, options: EncodeOptions): Encoding;
  idOf(token: string): number | undefined;
  readonly filePadding: FilePadding | null;
  readonly fileTruncation: FileTruncation | null;
}

/** Makes a batch of texts or pairs. @throws UnsupportedTokenizerError */
export function encodeBatch(
  { encode, idOf, filePadding, fileTruncation }: BatchEncoding,
  texts: readonly (string | readonly [text: string, pair: string])[],
  options: BatchOptions = {},
): PaddedTokens {
  const { length = filePadding?.length ?? "longest", multipleOf = filePadding?.multipleOf ?? 1 } = options;
  const { side = filePadding?.side ?? "right", addSpecialTokens = true } = options;
  const maxLength = options.maxLength ?? fileTruncation?.maxLength;
  const { truncation = fileTruncation?.truncation ?? "head" } = options;
  const paddingId = options.paddingId ?? filePadding?.id ?? idOf("[PAD]") ?? idOf("<pad>") ?? 0;

  const encodings = texts.map((one) => {
    const [text, pair] = typeof one === "string" ? [one] : one;
    if (pair !== undefined && options.maxLength === undefined && fileTruncation !== null)
      requireLongestFirst(fileTruncation.pairs);
    return encode(text, {
      ...{ addSpecialTokens, truncation },
      ...(maxLength === undefined ? {} : { maxLength }),
      ...(pair === undefined ? {} : { pair }),
    });
  });
  const longest = encodings.reduce((most, { tokens }) => Math.max(most, tokens.length), 0);
  const wanted = length === "longest" ? longest : Math.max(length, longest);
  const width = Math.ceil(wanted / multipleOf) * multipleOf;
  const size = texts.length * width;
  const ids = new Int32Array(size).fill(paddingId);
  const typeIds = new Int32Array(size).fill(filePadding?.typeId ?? 0);
  const mask = new Int32Array(size);
  for (const [row, { tokens }] of encodings.entries()) {
    const first = row * width + (side === "right" ? 0 : width - tokens.length);
    for (const [at, { id, typeId }] of tokens.entries()) {
      ids[first + at] = id;
      typeIds[first + at] = typeId;
      mask[first + at] = 1;
    }
  }
  const cutTexts = encodings.filter(({ cut }) => cut > 0).length;
  return { rows: texts.length, length: width, ids, typeIds, mask, cutTexts };
}

function requireLongestFirst(strategy: FileTruncation["pairs"]): void {
  if (strategy !== "LongestFirst")
    throw new UnsupportedTokenizerError("truncation.strategy", `"${strategy}" for pairs`, ["LongestFirst"]);
}
