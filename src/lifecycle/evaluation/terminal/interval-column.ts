/** @file The column of intervals that tables of figures have. */
import { formatPercent } from "../number-format.ts";
import type { Column } from "./text-table.ts";

/** Left out rather than cut where room is short; without a title where nothing was resampled. */
export function intervalColumn(
  { resamples, confidence }: { readonly resamples: number; readonly confidence: number },
  dropFirst: number,
): Column {
  const title = resamples === 0 ? "" : `${formatPercent(confidence)} interval`;
  return { title, align: "left", dropFirst, least: Number.POSITIVE_INFINITY };
}
