/** @file Which part of the original text a part of a normalised text came from. All ranges are in UTF-16 code units. */

/**
 * Edits as fours of integers, ascending: `[start, end)` in the normalised text, `[start, end)` in the original. Between two
 * edits both texts run in step, one code unit for one. Within an edit nothing is told apart.
 */
export type Edits = readonly number[];

/** A half-open range of code units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The least part of the original that a part of the normalised text stands for. What was deleted before or behind it is not
 * in it; what was deleted inside is. The range of no characters is the place they would stand at.
 * @param start of a range within the normalised text, as is `end`
 */
export function originalRange(edits: Edits, start: number, end: number): TextRange {
  const originalStart = positionOf(edits, start, false);
  return { start: originalStart, end: start === end ? originalStart : positionOf(edits, end, true) };
}

/** Where a border between two characters lies in the original: behind the character before it, or before the one after. */
function positionOf(edits: Edits, position: number, behind: boolean): number {
  const at = lastStartingBefore(edits, behind ? position : position + 1) * 4;
  if (at < 0) return position;
  const end = edits[at + 1]!;
  if (behind ? position <= end : position < end) return edits[behind ? at + 3 : at + 2]!;
  return edits[at + 3]! + position - end;
}

/** The number of the last edit that starts before a position in the normalised text, or -1. */
function lastStartingBefore(edits: Edits, position: number): number {
  let low = 0;
  let high = edits.length / 4;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edits[middle * 4]! < position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The edits of two steps as one: `first` made the text that `second` went on from. Edits that overlap become one. */
export function composeEdits(first: Edits, second: Edits): Edits {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const composed: number[] = [];
  // All positions below are in the text between both steps, unless they are moved by one of the shifts.
  let toOriginal = 0;
  let toResult = 0;
  let one = 0;
  let two = 0;
  while (one < first.length || two < second.length) {
    const nextOne = one < first.length ? first[one]! : Number.POSITIVE_INFINITY;
    const nextTwo = two < second.length ? second[two + 2]! : Number.POSITIVE_INFINITY;
    const start = Math.min(nextOne, nextTwo);
    const originalStart = start + toOriginal;
    const resultStart = start + toResult;
    let end = start;
    // Of two that start together, one that is empty here comes alone and first.
    const takesOne = nextOne === start && !(nextTwo === start && second[two + 3] === start && first[one + 1] !== start);
    if (takesOne) {
      end = first[one + 1]!;
      toOriginal = first[one + 3]! - end;
      one += 4;
    } else {
      end = second[two + 3]!;
      toResult = second[two + 1]! - end;
      two += 4;
    }
    for (;;) {
      if (one < first.length && first[one]! < end) {
        end = Math.max(end, first[one + 1]!);
        toOriginal = first[one + 3]! - first[one + 1]!;
        one += 4;
      } else if (two < second.length && second[two + 2]! < end) {
        end = Math.max(end, second[two + 3]!);
        toResult = second[two + 1]! - second[two + 3]!;
        two += 4;
      } else break;
    }
    const resultEnd = end + toResult;
    const originalEnd = end + toOriginal;
    if (resultStart < resultEnd || originalStart < originalEnd)
      composed.push(resultStart, resultEnd, originalStart, originalEnd);
  }
  return composed;
}
