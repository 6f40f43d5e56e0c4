/** @file Which rows that one side lacks became which rows that the other lacks. */

/** A row without an equal on the other side. */
export interface ChangedRow {
  /** From 0. */
  readonly row: number;
  readonly text: string;
  readonly label: string | null;
  readonly key: string | null;
  /** The row of the side before (from 0, or -1) behind which it stands, of those that both sides have. */
  readonly place: number;
}

/** A pair, before and after. */
export type ChangedPair = readonly [before: ChangedRow, after: ChangedRow];

/** Half of the words must be the same for a text to count as edited. */
const LEAST_SIMILARITY = 0.5;
/** Rows compared with each other in one place. */
const MOST_IN_A_PLACE = 64;

/** Pairs rows by equal keys, then by equal texts, then by similar texts in the same place. Each row is in one pair at most. */
export function pairChanges(before: readonly ChangedRow[], after: readonly ChangedRow[]): ChangedPair[] {
  const pairs: ChangedPair[] = [];
  const open = { before: new Set(before), after: new Set(after) };

  function join(left: ChangedRow, right: ChangedRow): void {
    pairs.push([left, right]);
    open.before.delete(left);
    open.after.delete(right);
  }

  function joinEqual(sameBy: (row: ChangedRow) => string | null): void {
    const waiting = new Map<string, ChangedRow[]>();
    for (const row of open.before) {
      const value = sameBy(row);
      if (value !== null) pushTo(waiting, value, row);
    }
    for (const list of waiting.values()) list.reverse(); // so that the first is taken first
    for (const row of open.after) {
      const match = waiting.get(sameBy(row) ?? "")?.pop();
      if (match !== undefined && sameBy(row) !== null) join(match, row);
    }
  }

  joinEqual(({ key }) => key);
  joinEqual(({ text }) => (text.trim() === "" ? null : text));

  const places = new Map<number, ChangedRow[]>();
  for (const row of open.before) pushTo(places, row.place, row);
  for (const row of open.after) {
    let best: ChangedRow | undefined;
    let most = LEAST_SIMILARITY;
    const here = places.get(row.place) ?? [];
    for (const candidate of here.slice(0, MOST_IN_A_PLACE)) {
      const found = similarity(candidate.text, row.text);
      if (found < most || (found === most && best !== undefined)) continue;
      best = candidate;
      most = found;
    }
    if (best === undefined) continue;
    here.splice(here.indexOf(best), 1);
    join(best, row);
  }
  return pairs.sort(([, left], [, right]) => left.row - right.row);
}

function pushTo<Key>(map: Map<Key, ChangedRow[]>, key: Key, row: ChangedRow): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [row]);
  else list.push(row);
}

/** Jaccard's index of two texts' words; of their characters where either has fewer than three words. */
function similarity(left: string, right: string): number {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  if (a.size < 3 || b.size < 3) return jaccard(new Set(left), new Set(right));
  return jaccard(a, b);
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

function jaccard<Item>(left: ReadonlySet<Item>, right: ReadonlySet<Item>): number {
  let both = 0;
  for (const item of left) if (right.has(item)) both++;
  return both / Math.max(1, left.size + right.size - both);
}
