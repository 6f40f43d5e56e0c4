/**
 * @file Divides units that have several labels each so that every part gets its share of every label: iterative
 * stratification (Sechidis, Tsoumakas & Vlahavas 2011, algorithm 1).
 */
import { type LabelSets, labelSetAt, rowsOfEachLabel } from "../labels/index.ts";

/** What is divided: units of some rows each, in random order. */
export interface LabelledUnits {
  /** [units], rows of each. */
  readonly sizes: ArrayLike<number>;
  readonly sets: LabelSets;
  /** Labels in all. */
  readonly labels: number;
}

/**
 * The part of each unit; a part whose share is 0 gets none. The rarest label is served first; a unit goes to the part
 * that lacks most of that label, of equals to the one that lacks most rows, of equals to the first.
 */
export function iterativeStratification({ sizes, sets, labels }: LabelledUnits, shares: readonly number[]): Uint8Array {
  const parts = new Uint8Array(sizes.length).fill(NONE);
  const open = [...shares.keys()].filter((part) => shares[part]! > 0);
  let rows = 0;
  for (let unit = 0; unit < sizes.length; unit++) rows += sizes[unit]!;
  const unitsOf = rowsOfEachLabel(sets, labels);
  const remaining = unitsOf.map((units) => units.reduce((sum, unit) => sum + sizes[unit]!, 0));
  const lackedRows = shares.map((share) => share * rows);
  const lackedLabels = shares.map((share) => remaining.map((count) => share * count));

  function assign(unit: number, part: number): void {
    const size = sizes[unit]!;
    parts[unit] = part;
    lackedRows[part]! -= size;
    for (const label of labelSetAt(sets, unit)) {
      lackedLabels[part]![label]! -= size;
      remaining[label]! -= size;
    }
  }

  function neediest(label: number | undefined): number {
    const lacked = (part: number) => (label === undefined ? 0 : lackedLabels[part]![label]!);
    return open.reduce((best, part) => {
      const more = lacked(part) - lacked(best) || lackedRows[part]! - lackedRows[best]!;
      return more > 0 ? part : best;
    });
  }

  for (;;) {
    let rarest = -1;
    for (let label = 0; label < labels; label++)
      if (remaining[label]! > 0 && (rarest === -1 || remaining[label]! < remaining[rarest]!)) rarest = label;
    if (rarest === -1) break;
    for (const unit of unitsOf[rarest]!) if (parts[unit] === NONE) assign(unit, neediest(rarest));
  }
  for (let unit = 0; unit < sizes.length; unit++) if (parts[unit] === NONE) assign(unit, neediest(undefined));
  return parts;
}

const NONE = 255;
