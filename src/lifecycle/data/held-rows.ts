/**
 * @file Test rows chosen while rows pass, by the hash of their texts, in bounded memory: of those below the share, the ones
 * with the smallest hashes stay. Equal texts have equal hashes and so stay or go together.
 */
import type { HashHalves } from "./text-hash.ts";

/** A row that may be held out. */
export interface HeldRow {
  readonly text: Uint8Array;
  readonly label: string;
  /** Values of the further columns. */
  readonly extra: readonly (string | null)[];
}

/** The rows held so far. */
export interface HeldRows {
  /** Whether a row with this hash is held out as far as is known; then `hold` takes it. */
  wants(hash: Readonly<HashHalves>): boolean;
  /** Takes a row that is wanted, whose text it keeps. */
  hold(hash: Readonly<HashHalves>, row: HeldRow): void;
  /** Rows that are not held out after all, each once; `isLast` when no more will come. */
  release(isLast: boolean): readonly HeldRow[];
  /** In the order in which they came. */
  rows(): readonly HeldRow[];
  /** How many the share alone would have held out. */
  readonly offered: number;
}

/** What is held at most: up to twice as much while rows pass. */
export interface HeldLimits {
  readonly rows: number;
  readonly bytes: number;
}

/** Holds `share` of all rows, within the limits. */
export function createHeldRows(share: number, most: HeldLimits): HeldRows {
  let held: (HeldRow & { readonly key: number })[] = [];
  let bytes = 0;
  let bound = Math.ceil(share * 2 ** 53);
  let offered = 0;
  const keyOf = ({ high, low }: Readonly<HashHalves>) => high * 2 ** 21 + (low >>> 11);
  return {
    wants(hash) {
      if (hash.high / 2 ** 32 >= share) return false;
      offered++;
      return keyOf(hash) < bound;
    },
    hold(hash, row) {
      held.push({ ...row, text: Uint8Array.from(row.text), key: keyOf(hash) });
      bytes += row.text.length;
    },
    release(isLast) {
      const factor = isLast ? 1 : 2;
      if (held.length <= most.rows * factor && bytes <= most.bytes * factor) return [];
      const sorted = held.toSorted((left, right) => left.key - right.key);
      let kept = 0;
      let keptBytes = 0;
      for (; kept < most.rows && keptBytes + sorted[kept]!.text.length <= most.bytes; kept++)
        keptBytes += sorted[kept]!.text.length;
      bound = sorted[kept]?.key ?? bound;
      const released = held.filter(({ key }) => key >= bound);
      held = held.filter(({ key }) => key < bound);
      bytes = held.reduce((sum, { text }) => sum + text.length, 0);
      return released;
    },
    rows: () => held,
    get offered() {
      return offered;
    },
  };
}
