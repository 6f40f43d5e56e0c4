/** @file A column of texts as rows of token ids, as models are trained and run on. */
import type { TaskContext } from "../../../foundation/index.ts";
import { sharedFloat64, sharedInt32 } from "../shared-arrays.ts";
import { type TextColumn, textAt } from "../text-column.ts";
import type { TokenRows } from "../token-rows.ts";
import type { ByteTokenizer } from "./byte-tokenizer.ts";
import type { Encoding } from "./encoding.ts";
import { NoRoomForTokensError } from "./errors.ts";
import { TokenList } from "./token-list.ts";
import { keptEnds, type Truncation } from "./truncation.ts";

/** How a column is encoded. */
export interface TokenRowsOptions {
  /** The most tokens of a row, special ones included. */
  readonly maxLength: number;
  /** What of a long text is kept; the head unless told. */
  readonly truncation?: Truncation;
  /** Puts [CLS], </s> and the like around each text; on unless told. */
  readonly addSpecialTokens?: boolean;
  /** Tells where in its text each token stands. */
  readonly places?: boolean;
  /** Told of each few hundred texts, and asked whether to go on. */
  readonly context?: Pick<TaskContext, "progress" | "throwIfCancelled">;
}

/** The rows of a column. */
export interface TokenizedTexts {
  readonly tokens: TokenRows;
  /** Texts that had more tokens than `maxLength` allows. */
  readonly cutTexts: number;
  /** Asked for by `places`. */
  readonly places: TokenPlaces | null;
}

/** What tokens stand for: UTF-16 code units `starts[i] … ends[i]` of the text; 0, 0 for special ones around it. Shared buffers. */
export interface TokenPlaces {
  /** [tokens] */
  readonly starts: Int32Array;
  /** [tokens] */
  readonly ends: Int32Array;
}

/** What encodes one text. */
interface TextEncoding {
  readonly vocabularySize: number;
  /** Tokens that are put around a text. */
  readonly added: number;
  encode(
    text: string,
    options: { readonly addSpecialTokens: boolean; readonly maxLength: number; readonly truncation: Truncation },
  ): Encoding;
  /** The fast way, where there is one, and what it has to put around each text. */
  readonly byteWay: ByteTokenizer | null;
  readonly ends: { readonly before: Int32Array; readonly behind: Int32Array } | null;
}

const TEXTS_BETWEEN_REPORTS = 256;
const nothing = new Int32Array(0);

/** Encodes every text. @throws NoRoomForTokensError, CancelledError */
export function encodeTokenRows(
  { vocabularySize, added, encode, byteWay, ends: around }: TextEncoding,
  texts: TextColumn,
  { maxLength, truncation = "head", addSpecialTokens = true, places = false, context }: TokenRowsOptions,
): TokenizedTexts {
  const specials = addSpecialTokens ? added : 0;
  if (!(maxLength > specials)) throw new NoRoomForTokensError(maxLength, specials);
  const room = maxLength - specials;
  const most = truncation === "head" ? room : Number.POSITIVE_INFINITY;
  const { before, behind } = (addSpecialTokens ? around : null) ?? { before: nothing, behind: nothing };
  const fast = places || around === null ? null : byteWay;
  const offsets = sharedFloat64(texts.length + 1);
  const rows = new TokenList();
  let cutTexts = 0;

  function encodeFast(row: number): boolean {
    const found = fast?.ofBytes(texts.bytes, texts.offsets[row]!, texts.offsets[row + 1]!, most);
    if (found == null) return false;
    const { head, tail } = keptEnds(found.count, room, truncation);
    if (head + tail < found.count) cutTexts++;
    rows.appendIds(before, 0, before.length);
    rows.appendIds(found.ids, 0, head);
    rows.appendIds(found.ids, found.count - tail, found.count);
    rows.appendIds(behind, 0, behind.length);
    return true;
  }

  function encodePlainly(row: number): void {
    const { tokens, cut } = encode(textAt(texts, row), { addSpecialTokens, maxLength, truncation });
    if (cut > 0) cutTexts++;
    for (const { id, start, end } of tokens) rows.push(id, start, end);
  }

  const report = (done: number, finished = false) =>
    context?.progress({ task: "Tokenising", done, total: texts.length, unit: "texts", ...(finished && { finished }) });
  for (let row = 0; row < texts.length; row++) {
    if (row % TEXTS_BETWEEN_REPORTS === 0) {
      context?.throwIfCancelled();
      report(row);
    }
    if (!encodeFast(row)) encodePlainly(row);
    offsets[row + 1] = rows.count;
  }
  report(texts.length, true);
  const { ids, starts, ends, count } = rows;
  return {
    tokens: { rows: texts.length, vocabularySize, offsets, ids: shared(ids, count) },
    cutTexts,
    places: places ? { starts: shared(starts, count), ends: shared(ends, count) } : null,
  };
}

/** The first values in a shared buffer of their own. */
function shared(values: Int32Array, count: number): Int32Array {
  const copy = sharedInt32(count);
  copy.set(values.subarray(0, count));
  return copy;
}
