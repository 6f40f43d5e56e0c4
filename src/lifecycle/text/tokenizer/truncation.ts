/** @file Which tokens of a long text are kept, or how it is divided. */

/** The beginning, the end, or half of each (Sun et al. 2019), where the beginning gets the odd one. */
export type Truncation = "head" | "tail" | "both";

/** How many tokens are kept at each end of a text of `length` tokens that may have `room`. */
export function keptEnds(
  length: number,
  room: number,
  truncation: Truncation,
): { readonly head: number; readonly tail: number } {
  if (length <= room) return { head: length, tail: 0 };
  if (truncation === "head") return { head: room, tail: 0 };
  return truncation === "tail" ? { head: 0, tail: room } : { head: Math.ceil(room / 2), tail: Math.floor(room / 2) };
}

/** The tokens that are kept. */
export function truncated<Token>(tokens: readonly Token[], room: number, truncation: Truncation): readonly Token[] {
  const { head, tail } = keptEnds(tokens.length, room, truncation);
  return head === tokens.length ? tokens : [...tokens.slice(0, head), ...tokens.slice(tokens.length - tail)];
}

/** Long texts become several rows that overlap. */
export interface TextWindows {
  /** Tokens that a row shares with the one before it, as the tokenizers package counts strides; fewer than a row has room for. */
  readonly stride: number;
}

/** Where the windows of a text of `length` tokens begin and end: at least one; all but the last are full. */
export function windowSpans(length: number, room: number, { stride }: TextWindows): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  for (let start = 0; ; start += room - stride) {
    const end = Math.min(start + room, length);
    spans.push([start, end]);
    if (end === length) return spans;
  }
}
