/** @file How the rows of a new version lie: in parts of the version before, and in one new part. */
import type { BlobInfo, BlobStore } from "../blobs/index.ts";
import type { DataLayout } from "./manifest.config.ts";
import type { PartWriter } from "./parquet/part-writer.ts";
import { createRowRuns, isWhole, type RowRuns, writeRowRuns } from "./row-runs.ts";

/** More parts than this are brought together into fewer. */
export const MOST_PARTS = 32;

/** How the rows lie in parts of the version before and in one new part, the last. */
export interface PartPlan {
  readonly parts: DataLayout["parts"];
  readonly runs: RowRuns;
  /** Rows of the parts that are used, whether still needed or not. */
  readonly partRows: number;
  readonly newRows: number;
  /** Matches given up because their part is given up. */
  readonly dropped: number;
  /** The part of the version before with the most rows in use. */
  readonly largest: number;
}

/** `matched` [rows]: the equal row of the version before, ascending, or -1. With `only`, matches in other parts are set to -1. */
export function planParts(matched: Int32Array, before: RowRuns, layout: DataLayout, only?: number): PartPlan {
  const uses = new Float64Array(layout.parts.length);
  const locate = createLocator(before);
  let dropped = 0;
  let newRows = 0;
  for (let row = 0; row < matched.length; row++) {
    const match = matched[row]!;
    if (match === -1) {
      newRows++;
      continue;
    }
    const part = locate(match).part;
    if (only !== undefined && part !== only) {
      matched[row] = -1;
      dropped++;
      newRows++;
    } else uses[part]!++;
  }
  const used = layout.parts.map((_, part) => part).filter((part) => uses[part]! > 0);
  const place = new Map(used.map((part, at) => [part, at]));
  const runs = createRowRuns();
  const locateAgain = createLocator(before);
  let added = 0;
  for (const match of matched) {
    if (match === -1) runs.add(used.length, added++);
    else {
      const { part, row } = locateAgain(match);
      runs.add(place.get(part)!, row);
    }
  }
  return {
    parts: used.map((part) => layout.parts[part]!),
    runs: runs.finish(),
    partRows: used.reduce((sum, part) => sum + layout.parts[part]!.rows, 0),
    newRows,
    dropped,
    largest: uses.indexOf(Math.max(...uses)),
  };
}

/** Where rows of a version lie; to be asked in ascending order. */
function createLocator({ parts, starts, lengths }: RowRuns): (row: number) => { part: number; row: number } {
  let run = 0;
  let first = 0; // row at which the run begins
  const place = { part: 0, row: 0 };
  return (row) => {
    while (row >= first + lengths[run]!) first += lengths[run++]!;
    place.part = parts[run]!;
    place.row = starts[run]! + row - first;
    return place;
  };
}

/** Whether so much of the parts is no longer needed that all rows had better be stored afresh. */
export const isWasteful = ({ partRows, newRows }: PartPlan, rows: number): boolean => partRows + newRows > 2 * rows;

/** Keeps the new part and the order. */
export async function finishParts(
  blobs: BlobStore,
  plan: PartPlan,
  delta: PartWriter,
): Promise<{ readonly layout: DataLayout; readonly addedBlobs: readonly BlobInfo[] }> {
  const parts = [...plan.parts];
  const addedBlobs: BlobInfo[] = [];
  if (plan.newRows > 0) {
    const { sha256, sizeBytes, added } = await delta.finish();
    parts.push({ sha256, sizeBytes, rows: plan.newRows });
    if (added) addedBlobs.push({ sha256, sizeBytes });
  }
  const whole = isWhole(
    plan.runs,
    parts.map((part) => part.rows),
  );
  const order = whole ? null : await writeRowRuns(blobs, plan.runs);
  if (order?.added) addedBlobs.push(order);
  const layout: DataLayout = {
    format: "lexops-data-layout/v1",
    parts,
    order: order === null ? null : { sha256: order.sha256, sizeBytes: order.sizeBytes, rows: plan.runs.length },
    split: null,
  };
  return { layout, addedBlobs };
}
