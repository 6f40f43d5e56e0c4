/** @file Which of two parts is later: what is tested is later than what is trained with. */
import { splitPartOf } from "../../data/index.ts";
import type { ExaminedData } from "../examined-data.ts";

/**
 * Tells whether a row is of the latest part among `rows`: training before validation before test where the names say so,
 * else the larger part before the smaller.
 */
export function laterParts({
  partIds,
  partNames,
  dataset,
}: ExaminedData): (row: number, rows: readonly number[]) => boolean {
  const sizes = new Float64Array(partNames.length);
  for (let row = 0; row < dataset.rows; row++) sizes[partIds[row]!]!++;
  const named = partNames.map((name) => splitPartOf(name));
  const isNamed = named.every((part) => part !== undefined);
  const order = partNames
    .map((_, part) => part)
    .sort((one, other) => (isNamed ? named[one]! - named[other]! : sizes[other]! - sizes[one]!) || one - other);
  const rank = new Int32Array(partNames.length);
  for (const [place, part] of order.entries()) rank[part] = place;
  const rankOf = (row: number) => rank[partIds[row]!]!;
  return (row, rows) => rankOf(row) === Math.max(...rows.map(rankOf));
}
