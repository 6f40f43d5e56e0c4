/** @file Stores what changed in a large table that is read side by side with the version before. */
import { alignRows } from "./align-rows.ts";
import type { DataVersion } from "./data-version.ts";
import { createDigestBuffers } from "./digest-buffers.ts";
import { createIntegerList } from "./integer-list.ts";
import { filledCells } from "./parquet/column-cells.ts";
import { createPartWriter } from "./parquet/part-writer.ts";
import { finishParts, isWasteful, MOST_PARTS, planParts } from "./part-plan.ts";
import { fillColumns } from "./pass-rows.ts";
import { rowRanges } from "./read-rows.ts";
import { readRowRuns } from "./row-runs.ts";
import { createRowWindow } from "./row-window.ts";
import type { StoredRows, StoreRequest } from "./store-request.ts";

/** The table and the version before have parted. */
class PartedError extends Error {}

/** `undefined` where rows must be found another way. */
export async function storeAligned(request: StoreRequest, before: DataVersion): Promise<StoredRows | undefined> {
  const { blobs, source, columns, options } = request;
  const indices = columns.map((_, column) => column);
  const window = createRowWindow(rowRanges(blobs, before.layout, indices));
  const matches = createIntegerList();
  const blob = await blobs.create();
  try {
    const observer = request.startObserving();
    const delta = createPartWriter(blob, columns);
    const buffers = createDigestBuffers(columns.length, async (filled) => {
      const cells = filled.map(filledCells);
      const found = await alignRows(cells, window);
      if (found === undefined) throw new PartedError();
      for (const [row, match] of found.entries()) {
        matches.add(match);
        if (match !== -1) continue;
        for (const [column, target] of delta.cells.entries()) target.append(cells[column]!.cell(row));
        delta.endRows(1);
      }
      await delta.settle();
    });
    const summary = await fillColumns(source, columns, options, buffers, observer);
    const digests = await buffers.finish();
    const matched = matches.finish();
    const plan = planParts(matched, await readRowRuns(blobs, before.layout), before.layout);
    if (plan.parts.length > MOST_PARTS || isWasteful(plan, matched.length)) return undefined;
    const stored = await finishParts(blobs, plan, delta);
    return { ...stored, rows: matched.length, digests, keptRows: matched.length - plan.newRows, summary };
  } catch (error) {
    if (error instanceof PartedError) return undefined;
    throw error;
  } finally {
    await window.close();
    await blob.discard();
  }
}
