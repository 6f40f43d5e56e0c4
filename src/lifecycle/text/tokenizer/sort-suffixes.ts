/** @file Suffixes of words in the order of their first characters: multikey quicksort (Bentley & Sedgewick 1997). */

const FEW = 12;

/** Sorts places of `ranks` in place, by at most `depth` ranks from each on; what follows a 0 is not looked at. */
export function sortSuffixes(ranks: Uint32Array, places: Uint32Array, depth: number): void {
  const pending: [start: number, end: number, shared: number][] = [[0, places.length, 0]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [start, end, shared] = next;
    if (shared >= depth) continue;
    if (end - start <= FEW) {
      sortFew(ranks, places, start, end, shared, depth);
      continue;
    }
    const rankAt = (at: number) => ranks[places[at]! + shared]!;
    const pivot = median(rankAt(start), rankAt((start + end) >> 1), rankAt(end - 1));
    let lower = start;
    let upper = end;
    for (let at = start; at < upper; ) {
      const place = places[at]!;
      const rank = ranks[place + shared]!;
      if (rank < pivot) {
        places[at++] = places[lower]!;
        places[lower++] = place;
      } else if (rank > pivot) {
        places[at] = places[--upper]!;
        places[upper] = place;
      } else at++;
    }
    if (lower - start > 1) pending.push([start, lower, shared]);
    if (end - upper > 1) pending.push([upper, end, shared]);
    if (pivot !== 0 && upper - lower > 1) pending.push([lower, upper, shared + 1]);
  }
}

function median(left: number, middle: number, right: number): number {
  return Math.max(Math.min(left, middle), Math.min(Math.max(left, middle), right));
}

function sortFew(
  ranks: Uint32Array,
  places: Uint32Array,
  start: number,
  end: number,
  shared: number,
  depth: number,
): void {
  for (let at = start + 1; at < end; at++) {
    const place = places[at]!;
    let to = at;
    while (to > start && isBefore(ranks, place, places[to - 1]!, shared, depth)) {
      places[to] = places[to - 1]!;
      to--;
    }
    places[to] = place;
  }
}

function isBefore(ranks: Uint32Array, left: number, right: number, shared: number, depth: number): boolean {
  for (let at = shared; at < depth; at++) {
    const [a, b] = [ranks[left + at]!, ranks[right + at]!];
    if (a !== b) return a < b;
    if (a === 0) return false;
  }
  return false;
}
