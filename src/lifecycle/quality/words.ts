/** @file Numbers and names as findings write them. */

import type { QualityReport } from "./finding.ts";

/** 12345 → "12,345". */
export const counted = (count: number) => count.toLocaleString("en-US");

/** "1 row", "12,345 rows". */
export const rowsWord = (count: number) => `${counted(count)} row${count === 1 ? "" : "s"}`;

/** "1 text is", "12,345 texts are". */
export const amount = (count: number, one: string, many: string) => `${counted(count)} ${count === 1 ? one : many}`;

/** 0.1234 → "12.3 %"; shares near 0 and 1 keep a digit that tells them from it. */
export function shareWord(share: number): string {
  const percent = share * 100;
  if (percent > 99.95 && percent < 100) return `${Math.min(99.999, percent).toFixed(percent > 99.995 ? 3 : 2)} %`;
  if (percent === 0 || percent >= 0.1) return `${percent.toFixed(1)} %`;
  return percent < 0.001 ? "< 0.001 %" : `${percent.toPrecision(1)} %`;
}

/** A word for a shell: as it is where that is safe, else in single quotes. */
export function shellWord(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** "3 labels", "3 labels, several a text", "no labels". */
export function labelsWord({
  labels,
  labelColumn,
  task,
}: Pick<QualityReport, "labels" | "labelColumn" | "task">): string {
  if (task !== undefined) return `${amount(labels.length, "label", "labels")}, several a text`;
  return labelColumn === null ? "no labels" : amount(labels.length, "label", "labels");
}
