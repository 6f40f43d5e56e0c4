/** @file The rows of a version in their order, as a stream: no more than two row groups of each part are in memory. */
import { type BlobStore, DamagedBlobError } from "../blobs/index.ts";
import type { DataLayout } from "./manifest.config.ts";
import type { ColumnCells } from "./parquet/column-cells.ts";
import { openPart, type PartReader } from "./parquet/part-reader.ts";
import { type RowRuns, readRowRuns } from "./row-runs.ts";

/** Sees the rows of a version. */
export interface RowVisitor {
  /** Takes the next rows: `from <= at && at < until` in `cells`, the wanted columns in their order. */
  rows(cells: readonly ColumnCells[], from: number, until: number): void;
  /** Awaited every few thousand rows, with how many have passed. */
  settle?(rows: number): Promise<void>;
}

interface PartCursor {
  readonly reader: PartReader;
  group: number;
  cells: readonly ColumnCells[];
  next: Promise<readonly ColumnCells[]> | undefined;
}

const SETTLE_ROWS = 8192;

/** Rows that lie together: `from <= at && at < until` in `cells`, the wanted columns in their order. */
export interface RowRange {
  readonly cells: readonly ColumnCells[];
  readonly from: number;
  readonly until: number;
}

/** Visits every row with the named columns of the parts. @throws MissingBlobError, DamagedBlobError */
export async function visitRows(
  blobs: BlobStore,
  layout: DataLayout,
  columns: readonly number[],
  visitor: RowVisitor,
): Promise<void> {
  let row = 0;
  let unsettled = 0;
  for await (const { cells, from, until } of rowRanges(blobs, layout, columns)) {
    visitor.rows(cells, from, until);
    row += until - from;
    unsettled += until - from;
    if (unsettled < SETTLE_ROWS) continue;
    unsettled = 0;
    await visitor.settle?.(row);
  }
  await visitor.settle?.(row);
}

/** Every row with the named columns of the parts, in order. @throws MissingBlobError, DamagedBlobError */
export async function* rowRanges(
  blobs: BlobStore,
  layout: DataLayout,
  columns: readonly number[],
): AsyncGenerator<RowRange> {
  const runs = await readRowRuns(blobs, layout);
  requireRuns(runs, layout);
  const cursors: (PartCursor | undefined)[] = layout.parts.map(() => undefined);

  async function openCursor(part: number): Promise<PartCursor> {
    const reader = await openPart(await blobs.open(layout.parts[part]!.sha256));
    const cursor: PartCursor = { reader, group: -1, cells: [], next: undefined };
    cursors[part] = cursor;
    return cursor;
  }

  function fetch({ reader }: PartCursor, group: number): Promise<readonly ColumnCells[]> | undefined {
    if (group + 1 >= reader.starts.length) return undefined;
    const cells = reader.readGroup(group, columns);
    cells.catch(() => {}); // looked at when it is needed
    return cells;
  }

  /** Moves on to the group of a row; the one after it is fetched meanwhile. */
  async function moveTo(cursor: PartCursor, wanted: number): Promise<void> {
    const { starts } = cursor.reader;
    let group = cursor.group === -1 || starts[cursor.group]! > wanted ? 0 : cursor.group;
    while (group + 1 < starts.length && starts[group + 1]! <= wanted) group++;
    const fetched = group === cursor.group + 1 ? cursor.next : undefined;
    cursor.cells = await (fetched ?? fetch(cursor, group) ?? Promise.resolve([]));
    cursor.group = group;
    cursor.next = fetch(cursor, group + 1);
  }

  try {
    for (let run = 0; run < runs.length; run++) {
      const cursor = cursors[runs.parts[run]!] ?? (await openCursor(runs.parts[run]!));
      const { starts } = cursor.reader;
      const end = runs.starts[run]! + runs.lengths[run]!;
      for (let at = runs.starts[run]!; at < end; ) {
        if (cursor.group === -1 || at < starts[cursor.group]! || at >= starts[cursor.group + 1]!)
          await moveTo(cursor, at);
        const groupStart = starts[cursor.group]!;
        const until = Math.min(end, starts[cursor.group + 1]!);
        yield { cells: cursor.cells, from: at - groupStart, until: until - groupStart };
        at = until;
      }
    }
  } finally {
    for (const cursor of cursors) {
      await cursor?.next?.catch(() => {});
      await cursor?.reader.close();
    }
  }
}

function requireRuns({ length, parts, starts, lengths }: RowRuns, layout: DataLayout): void {
  for (let run = 0; run < length; run++) {
    const rows = layout.parts[parts[run]!]?.rows ?? -1;
    if (starts[run]! < 0 || lengths[run]! < 1 || starts[run]! + lengths[run]! > rows)
      throw new DamagedBlobError(`blobs/${layout.order?.sha256}`, "it names rows that its parts do not have");
  }
}
