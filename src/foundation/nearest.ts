/** @file The known word nearest to a mistyped one. */

/** Damerau-Levenshtein distance (optimal string alignment: insert, delete, replace, swap neighbours). */
function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      let distance = Math.min(current[column - 1]! + 1, previous[column]! + 1, previous[column - 1]! + cost);
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) distance = Math.min(distance, beforePrevious[column - 2]! + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length]!;
}

/** The closest of `known`, or `undefined` when none is close enough to be what was meant. Case is ignored. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    const distance = editDistance(word.slice(0, 64).toLowerCase(), candidate.slice(0, 64).toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Names that a sentence lists. */
const mostNames = 50;

/** The tail of a sentence about an unknown name: `Did you mean "x"? Known: x, y.` */
export function knownNames(word: string, known: readonly string[]): string {
  const suggestion = nearest(word, known);
  const list =
    known.length === 0
      ? "There are none."
      : `Known: ${known.slice(0, mostNames).join(", ")}${known.length > mostNames ? `, … (${known.length} in all)` : ""}.`;
  return suggestion === undefined ? list : `Did you mean "${suggestion}"? ${list}`;
}
