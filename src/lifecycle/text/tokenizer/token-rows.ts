/** @file A column of texts as rows of token ids, as models are trained and run on. */
import type { TaskContext } from "../../../foundation/index.ts";
import { sharedFloat64, sharedInt32 } from "../shared-arrays.ts";
import { type TextColumn, textAt } from "../text-column.ts";
import type { TokenRows } from "../token-rows.ts";
import type { ByteTokenizer } from "./byte-tokenizer.ts";
import type { TextToken } from "./encoding.ts";
import { InvalidStrideError, NoRoomForTokensError } from "./errors.ts";
import { Int32Blocks } from "./int32-blocks.ts";
import { keptEnds, type TextWindows, type Truncation, windowSpans } from "./truncation.ts";

/** How a column is encoded. */
export interface TokenRowsOptions {
  /** The most tokens of a row, special ones included. */
  readonly maxLength: number;
  /** What of a long text is kept; the head unless told. */
  readonly truncation?: Truncation;
  /** Divides long texts instead of cutting them; `truncation` is not looked at then. */
  readonly windows?: TextWindows | undefined;
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
  /** [rows] The text of each row, ascending; every text has one row, or at least one where `windows` are asked for. Shared buffer. */
  readonly rowOf: Int32Array;
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
  /** The tokens of a text, alone. */
  tokensOf(text: string): readonly TextToken[];
  /** Puts special tokens around a part of a text's tokens. */
  finish(
    tokens: readonly TextToken[],
    text: string,
    options: { readonly addSpecialTokens: boolean },
  ): readonly TextToken[];
  /** The fast way, where there is one, and what it has to put around each text. */
  readonly byteWay: ByteTokenizer | null;
  readonly ends: { readonly before: Int32Array; readonly behind: Int32Array } | null;
}

type Spans = readonly (readonly [start: number, end: number])[];

const TEXTS_BETWEEN_REPORTS = 256;
const nothing = new Int32Array(0);

/** Encodes every text. @throws NoRoomForTokensError, InvalidStrideError, CancelledError */
export function encodeTokenRows(
  { vocabularySize, added, tokensOf, finish, byteWay, ends: around }: TextEncoding,
  texts: TextColumn,
  { maxLength, truncation = "head", windows, addSpecialTokens = true, places = false, context }: TokenRowsOptions,
): TokenizedTexts {
  const specials = addSpecialTokens ? added : 0;
  if (!(maxLength > specials)) throw new NoRoomForTokensError(maxLength, specials);
  const room = maxLength - specials;
  if (windows !== undefined && !(Number.isInteger(windows.stride) && windows.stride >= 0 && windows.stride < room))
    throw new InvalidStrideError(windows.stride, room);
  const most = truncation === "head" && windows === undefined ? room : Number.POSITIVE_INFINITY;
  const { before, behind } = (addSpecialTokens ? around : null) ?? { before: nothing, behind: nothing };
  const fast = places || around === null ? null : byteWay;
  const ids = new Int32Blocks();
  const starts = new Int32Blocks();
  const ends = new Int32Blocks();
  const offsets = [0];
  const rowOf: number[] = [];
  let cutTexts = 0;

  /** For each row of a text the spans of its tokens that stand in it. */
  function spansOf(count: number): Spans[] {
    if (count > room) cutTexts++;
    if (windows !== undefined) return windowSpans(count, room, windows).map((span) => [span]);
    const { head, tail } = keptEnds(count, room, truncation);
    const headSpan = [0, head] as const;
    return [tail === 0 ? [headSpan] : [headSpan, [count - tail, count]]];
  }

  function endRow(text: number): void {
    offsets.push(ids.length);
    rowOf.push(text);
  }

  function encodeFast(text: number): boolean {
    const found = fast?.ofBytes(texts.bytes, texts.offsets[text]!, texts.offsets[text + 1]!, most);
    if (found == null) return false;
    for (const spans of spansOf(found.count)) {
      ids.append(before, 0, before.length);
      for (const [start, end] of spans) ids.append(found.ids, start, end);
      ids.append(behind, 0, behind.length);
      endRow(text);
    }
    return true;
  }

  function encodePlainly(number: number): void {
    const text = textAt(texts, number).toWellFormed();
    const tokens = tokensOf(text);
    for (const spans of spansOf(tokens.length)) {
      const kept = spans.flatMap(([start, end]) => tokens.slice(start, end));
      for (const { id, start, end } of finish(kept, text, { addSpecialTokens })) {
        ids.push(id);
        if (!places) continue;
        starts.push(start);
        ends.push(end);
      }
      endRow(number);
    }
  }

  const report = (done: number, finished = false) =>
    context?.progress({ task: "Tokenising", done, total: texts.length, unit: "texts", ...(finished && { finished }) });
  for (let text = 0; text < texts.length; text++) {
    if (text % TEXTS_BETWEEN_REPORTS === 0) {
      context?.throwIfCancelled();
      report(text);
    }
    if (!encodeFast(text)) encodePlainly(text);
  }
  report(texts.length, true);
  const sharedOffsets = sharedFloat64(offsets.length);
  sharedOffsets.set(offsets);
  const sharedRowOf = sharedInt32(rowOf.length);
  sharedRowOf.set(rowOf);
  return {
    tokens: { rows: rowOf.length, vocabularySize, offsets: sharedOffsets, ids: ids.share() },
    rowOf: sharedRowOf,
    cutTexts,
    places: places ? { starts: starts.share(), ends: ends.share() } : null,
  };
}
