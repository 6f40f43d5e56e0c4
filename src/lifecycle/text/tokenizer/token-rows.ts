/** @file A column of texts as rows of token ids, as models are trained and run on. */
import type { TaskContext } from "../../../foundation/index.ts";
import { sharedFloat64, sharedInt32 } from "../shared-arrays.ts";
import { type TextColumn, textAt } from "../text-column.ts";
import type { TokenRows } from "../text-pipeline.ts";
import type { Encoding } from "./encoding.ts";
import { NoRoomForTokensError } from "./errors.ts";
import type { Truncation } from "./truncation.ts";

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
}

const TEXTS_BETWEEN_REPORTS = 256;

/** Encodes every text. @throws NoRoomForTokensError, CancelledError */
export function encodeTokenRows(
  { vocabularySize, added, encode }: TextEncoding,
  texts: TextColumn,
  { maxLength, truncation = "head", addSpecialTokens = true, places = false, context }: TokenRowsOptions,
): TokenizedTexts {
  const specials = addSpecialTokens ? added : 0;
  if (!(maxLength > specials)) throw new NoRoomForTokensError(maxLength, specials);
  const offsets = sharedFloat64(texts.length + 1);
  const ids = new Int32List();
  const starts = new Int32List();
  const ends = new Int32List();
  let cutTexts = 0;
  const report = (done: number, finished = false) =>
    context?.progress({ task: "Tokenising", done, total: texts.length, unit: "texts", ...(finished && { finished }) });
  for (let row = 0; row < texts.length; row++) {
    if (row % TEXTS_BETWEEN_REPORTS === 0) {
      context?.throwIfCancelled();
      report(row);
    }
    const { tokens, cut } = encode(textAt(texts, row), { addSpecialTokens, maxLength, truncation });
    if (cut > 0) cutTexts++;
    for (const { id, start, end } of tokens) {
      ids.push(id);
      if (!places) continue;
      starts.push(start);
      ends.push(end);
    }
    offsets[row + 1] = ids.length;
  }
  report(texts.length, true);
  return {
    tokens: { rows: texts.length, vocabularySize, offsets, ids: ids.share() },
    cutTexts,
    places: places ? { starts: starts.share(), ends: ends.share() } : null,
  };
}

/** A growing list. */
class Int32List {
  #values = new Int32Array(1 << 12);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Int32Array(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }

  /** The values in a shared buffer of their own. */
  share(): Int32Array {
    const shared = sharedInt32(this.length);
    shared.set(this.#values.subarray(0, this.length));
    return shared;
  }
}
