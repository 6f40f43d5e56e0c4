/**
 * @file Keeps the rows of a source as immutable parts. Rows that the version before has already, in the same order, are
 * not stored again: the layout then names runs of its parts and of one part with what is new.
 */
import { randomInt } from "node:crypto";
import { stat } from "node:fs/promises";
import type { BlobInfo, BlobStore, BlobWriter } from "../blobs/index.ts";
import {
  ChangedFileError,
  type DataRow,
  type DataSource,
  type RowsSummary,
  readRows,
  sourceName,
} from "../data/index.ts";
import { type ColumnDigester, createDigester, createThreadedDigester } from "./column-digester.ts";
import { digestLayout } from "./column-digests.ts";
import type { DataVersion } from "./data-version.ts";
import type { DataLayout } from "./manifest.config.ts";
import { keepOrder } from "./match-rows.ts";
import { type ColumnBuffer, createColumnBuffer } from "./parquet/column-buffer.ts";
import type { PartColumn } from "./parquet/parquet-metadata.ts";
import type { ColumnCells } from "./parquet/part-reader.ts";
import { createPartWriter, type PartWriter } from "./parquet/part-writer.ts";
import { visitRows } from "./read-rows.ts";
import { createRowHasher, type RowHasher } from "./row-hash.ts";
import { createRowIndex, type RowIndex } from "./row-index.ts";
import { createRowRuns, isWhole, type RowRuns, readRowRuns, writeRowRuns } from "./row-runs.ts";
import type { ReadingOptions } from "./table-shape.ts";

/** What was stored. */
export interface StoredRows {
  /** What reading them found. */
  readonly summary: RowsSummary;
  readonly rows: number;
  /** [columns]; see `column-digests.ts` */
  readonly digests: readonly string[];
  readonly layout: DataLayout;
  /** Blobs that were not there before. */
  readonly addedBlobs: readonly BlobInfo[];
  /** Rows taken from the version before. */
  readonly keptRows: number;
}

/** Sees each row while it is stored; its cells are the last ones of `cells`. */
export type RowObserver = (row: DataRow, cells: readonly ColumnBuffer[]) => void;

/** More parts than this are brought together into fewer. */
const MOST_PARTS = 32;
const DIGEST_ROWS = 1 << 14;
const DIGEST_BYTES = 1 << 22;

/** Stores every row of a source. `before` must have the same columns. */
export async function storeRows(
  blobs: BlobStore,
  source: DataSource,
  columns: readonly PartColumn[],
  before: DataVersion | undefined,
  observe: RowObserver,
  options: ReadingOptions,
): Promise<StoredRows> {
  if (before !== undefined) {
    const layered = await storeChanges(blobs, source, columns, before, observe, options);
    if (layered !== undefined) return layered;
  }
  return storeAfresh(blobs, source, columns, before === undefined ? observe : () => {}, options);
}

async function storeAfresh(
  blobs: BlobStore,
  source: DataSource,
  columns: readonly PartColumn[],
  observe: RowObserver,
  options: ReadingOptions,
): Promise<StoredRows> {
  const blob = await blobs.create();
  const digester = await openDigester(source, columns.length);
  try {
    const writer = createPartWriter(blob, columns, digester.pack);
    const summary = await passRows(source, columns, "Storing", options, {
      row(row) {
        appendRow(row, columns, writer.cells);
        observe(row, writer.cells);
        writer.endRow();
      },
      settle: () => writer.settle(),
    });
    const { sha256, sizeBytes, added } = await writer.finish();
    return {
      rows: writer.rows,
      digests: await digester.finish(),
      layout: {
        format: "lexops-data-layout/v1",
        parts: [{ sha256, sizeBytes, rows: writer.rows }],
        order: null,
        split: null,
      },
      addedBlobs: added ? [{ sha256, sizeBytes }] : [],
      keptRows: 0,
      summary,
    };
  } finally {
    await digester.close();
    await blob.discard();
  }
}

/** `undefined` where it is better to store all rows afresh. */
async function storeChanges(
  blobs: BlobStore,
  source: DataSource,
  columns: readonly PartColumn[],
  before: DataVersion,
  observe: RowObserver,
  options: ReadingOptions,
): Promise<StoredRows | undefined> {
  const seed = randomInt(2 ** 32);
  const index = await indexRows(blobs, before, columns, seed);
  const matches = createMatches();
  let blob: BlobWriter = await blobs.create();
  const digester = await openDigester(source, columns.length);
  try {
    let delta = createPartWriter(blob, columns);
    const digests = createDigestBuffers(columns.length, digester);
    const hasher = createRowHasher(seed);
    const summary = await passRows(source, columns, "Storing", options, {
      row(row) {
        appendRow(row, columns, digests.cells);
        for (const cells of digests.cells) hasher.add(cells.bytes, cells.lastStart, cells.lastEnd);
        const match = index.take(hasher.finish());
        matches.add(match);
        if (match === -1) copyRow(digests.cells, delta);
        observe(row, digests.cells);
        digests.endRow();
      },
      async settle() {
        await digests.settle();
        await delta.settle();
      },
    });
    const matched = matches.finish();
    const moved = keepOrder(matched, index);
    const runsBefore = await readRowRuns(blobs, before.layout);
    let plan = planParts(matched, runsBefore, before.layout);
    if (plan.parts.length > MOST_PARTS) plan = planParts(matched, runsBefore, before.layout, plan.largest);
    if (plan.partRows + plan.newRows > 2 * matched.length) return undefined;
    if (moved > 0 || plan.dropped > 0) {
      await blob.discard();
      blob = await blobs.create();
      delta = createPartWriter(blob, columns);
      let at = 0;
      const again = await passRows(source, columns, "Storing again", options, {
        row(row) {
          if (matched[at++] !== -1) return;
          appendRow(row, columns, delta.cells);
          delta.endRow();
        },
        settle: () => delta.settle(),
      });
      if (again.digest !== summary.digest) throw new ChangedFileError(sourceName(source));
    }
    const stored = await finishChanges(blobs, plan, delta);
    const found = await digestLayout(blobs, stored.layout, columns.length);
    const wanted = await digests.finish();
    if (found.some((digest, column) => digest !== wanted[column])) {
      for (const { sha256 } of stored.addedBlobs) await blobs.delete(sha256);
      return undefined; // two different rows had the same hash
    }
    return {
      ...stored,
      rows: matched.length,
      digests: wanted,
      keptRows: matched.length - plan.newRows,
      summary,
    };
  } finally {
    await digester.close();
    await blob.discard();
  }
}

async function finishChanges(blobs: BlobStore, plan: PartPlan, delta: PartWriter) {
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

/** How the rows lie in parts of the version before and in one new part, the last. */
interface PartPlan {
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

/** With `only`, matches in other parts are set to -1. */
function planParts(matched: Int32Array, before: RowRuns, layout: DataLayout, only?: number): PartPlan {
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

async function indexRows(
  blobs: BlobStore,
  { layout }: DataVersion,
  columns: readonly PartColumn[],
  seed: number,
): Promise<RowIndex> {
  const index = createRowIndex();
  const hasher = createRowHasher(seed);
  await visitRows(
    blobs,
    layout,
    columns.map((_, column) => column),
    {
      rows(cells, from, until) {
        for (let row = from; row < until; row++) {
          for (const column of cells) hashCell(hasher, column, row);
          index.add(hasher.finish());
        }
      },
    },
  );
  return index.finish();
}

function passRows(
  source: DataSource,
  columns: readonly PartColumn[],
  verb: string,
  options: ReadingOptions,
  { row, settle }: { readonly row: (row: DataRow) => void; readonly settle: () => Promise<void> },
): Promise<RowsSummary> {
  return readRows(
    source,
    { task: `${verb} ${sourceName(source)}`, ...options },
    { begin: () => columns.map((_, column) => column), row, settle },
  );
}

function appendRow(row: DataRow, columns: readonly PartColumn[], cells: readonly ColumnBuffer[]): void {
  for (let column = 0; column < columns.length; column++) {
    if (columns[column]!.type === "text") cells[column]!.append(row.cell(column));
    else cells[column]!.append(jsonCell(row, column));
  }
}

/** A list, a number, a truth value or a text as JSON. */
function jsonCell(row: DataRow, column: number): Uint8Array | undefined {
  const list = row.list(column);
  if (list !== undefined) return Buffer.from(JSON.stringify(list));
  const cell = row.cell(column);
  if (cell === undefined) return undefined;
  const text = Buffer.from(cell).toString("utf8");
  return Buffer.from(row.isPlain(column) && plainJson.test(text) ? text : JSON.stringify(text));
}

/** A number or truth value in JSON. */
const plainJson = /^(true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/;

function copyRow(from: readonly ColumnBuffer[], part: PartWriter): void {
  for (const [column, cells] of from.entries()) part.cells[column]!.append(lastCell(cells));
  part.endRow();
}

/** The cell that a column took last; valid until its next. */
function lastCell({ bytes, lastStart, lastEnd }: ColumnBuffer): Uint8Array | undefined {
  return lastStart === -1 ? undefined : bytes.subarray(lastStart, lastEnd);
}

function hashCell(hasher: RowHasher, { page, starts, hasNulls, isNull }: ColumnCells, row: number): void {
  if (hasNulls && isNull(row)) hasher.add(page, -1, -1);
  else hasher.add(page, starts[row]! + 4, starts[row + 1]!);
}

/** A thread of its own pays from here on. */
const LEAST_BYTES_FOR_THREAD = 16 * 2 ** 20;

async function openDigester(source: DataSource, columns: number): Promise<ColumnDigester> {
  const sizeBytes = typeof source === "string" ? (await stat(source)).size : source.sizeBytes;
  return sizeBytes < LEAST_BYTES_FOR_THREAD ? createDigester(columns) : createThreadedDigester(columns);
}

const PENDING_DIGESTS = 4;

/** Columns that are only digested. */
function createDigestBuffers(columns: number, digester: ColumnDigester) {
  const cells = Array.from({ length: columns }, createColumnBuffer);
  let rows = 0;
  let pending = 0;
  let digested = Promise.resolve();
  function flush(): void {
    const before = digested;
    const mine = digester.digest(cells.map((column) => column.take()));
    mine.catch(() => {}); // told by `settle` or `finish`
    pending++;
    digested = (async () => {
      await before;
      await mine;
      pending--;
    })();
    digested.catch(() => {});
    rows = 0;
  }
  return {
    cells,
    endRow() {
      rows++;
      let sizeBytes = 0;
      for (const column of cells) sizeBytes += column.sizeBytes;
      if (rows === DIGEST_ROWS || sizeBytes >= DIGEST_BYTES) flush();
    },
    async settle() {
      if (pending >= PENDING_DIGESTS) await digested;
    },
    async finish() {
      flush();
      await digested;
      return digester.finish();
    },
  };
}

function createMatches() {
  let matches = new Int32Array(1024);
  let rows = 0;
  return {
    add(match: number) {
      if (rows === matches.length) {
        const grown = new Int32Array(rows * 2);
        grown.set(matches);
        matches = grown;
      }
      matches[rows++] = match;
    },
    finish: () => matches.slice(0, rows),
  };
}
