/** @file What changed between two tables, row by row. Memory is bounded: about 50 bytes a row, and the texts of rows that differ up to a limit. */
import { randomInt } from "node:crypto";
import {
  type DataRow,
  type DataSource,
  readRows,
  sourceName,
  type TableFacts,
  usedColumnsOrNoLabel,
} from "../../data/index.ts";
import { cellBytes, cellText } from "../cell-bytes.ts";
import { keepOrder } from "../match-rows.ts";
import { createRowHasher, type RowHasher } from "../row-hash.ts";
import { createRowIndex, type RowIndex } from "../row-index.ts";
import type { ReadingOptions } from "../table-shape.ts";
import type { ComparedSide, DataDiff, ShownChange, ShownRow } from "./data-diff.ts";
import { type ChangedPair, type ChangedRow, pairChanges } from "./pair-changes.ts";
import { compareProfiles, createSideProfile, type SideProfile } from "./side-profile.ts";

/** How two tables are compared. */
export interface DiffOptions extends ReadingOptions {
  readonly text?: string | undefined;
  readonly label?: string | undefined;
  /** A column whose equal values mean the same row. */
  readonly key?: string | undefined;
}

const MOST_TEXT_BYTES = 256 * 2 ** 20;
const EXAMPLES = 5;
const NOTHING = new Uint8Array(0);
const SHOWN_CHARACTERS = 300;
const SHOWN_TRANSITIONS = 100;

/** Compares two sources by the columns that both have. @throws the errors of reading */
export async function diffData(before: DataSource, after: DataSource, options: DiffOptions = {}): Promise<DataDiff> {
  const seed = randomInt(2 ** 32);
  const shared = await sharedColumns(before, after, options);
  const left = await indexSide(before, shared, seed, options);
  const right = await matchSide(after, shared, seed, left.index, options);

  // Rows that stand in the same order on both sides; equal rows stand in for each other.
  const anchors = right.matches.slice();
  const moved = keepOrder(anchors, left.index);
  const isMatched = new Uint8Array(left.side.rows);
  for (const match of anchors) if (match !== -1) isMatched[match] = 1;
  for (const [row, match] of right.matches.entries()) {
    if (match === -1 || anchors[row] !== -1) continue;
    const equal = left.index.takeBetween(match, -1, left.side.rows);
    isMatched[equal === -1 ? match : equal] = 1;
  }
  const changed = await collectChanges(before, after, shared, isMatched, right.matches, anchors, options);
  const pairs = pairChanges(changed.before, changed.after);

  const unchanged = count(right.matches, (match) => match !== -1);
  const relabelled = pairs.filter((pair) => isSameText(pair) && isOtherLabel(pair));
  const edited = pairs.filter((pair) => !isSameText(pair));
  const inPairs = new Set(pairs.flat());
  return {
    before: left.side,
    after: right.side,
    columns: { added: shared.added, removed: shared.removed },
    counts: {
      unchanged,
      moved,
      added: right.side.rows - unchanged - pairs.length,
      removed: left.side.rows - unchanged - pairs.length,
      relabelled: relabelled.length,
      edited: edited.length,
      editedAndRelabelled: edited.filter(isOtherLabel).length,
      otherwiseChanged: pairs.length - relabelled.length - edited.length,
    },
    relabelled: transitions([...relabelled, ...edited.filter(isOtherLabel)]),
    examples: {
      added: firstOf(changed.after, inPairs),
      removed: firstOf(changed.before, inPairs),
      relabelled: relabelled.slice(0, EXAMPLES).map(shownChange),
      edited: edited.slice(0, EXAMPLES).map(shownChange),
    },
    profile: compareProfiles(left.profile, right.profile),
    isPartial: changed.isPartial,
  };
}

const isSameText = ([before, after]: ChangedPair) => before.text === after.text;
const isOtherLabel = ([before, after]: ChangedPair) => before.label !== after.label;

/** Columns of both sides, by name. */
interface SharedColumns {
  readonly names: readonly string[];
  readonly text: string;
  readonly label: string | null;
  readonly key: string | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

async function sharedColumns(before: DataSource, after: DataSource, options: DiffOptions): Promise<SharedColumns> {
  const [left, right] = [await tableOf(before, options), await tableOf(after, options)];
  const used = usedColumnsOrNoLabel(right, { text: options.text, label: options.label });
  const text = right.columns[used.text]!;
  const label = used.label === null ? null : right.columns[used.label]!;
  const key = options.key ?? null;
  const extra = [text, ...(label === null ? [] : [label]), ...(key === null ? [] : [key])];
  // Both sides must have what rows are told by.
  for (const table of [left, right]) usedColumnsOrNoLabel(table, { text, label: null, extra });
  return {
    names: left.columns.filter((name) => right.columns.includes(name)),
    text,
    label,
    key,
    added: right.columns.filter((name) => !left.columns.includes(name)),
    removed: left.columns.filter((name) => !right.columns.includes(name)),
  };
}

/** Ends reading once the columns are known. */
class ColumnsKnown extends Error {}

async function tableOf(source: DataSource, options: ReadingOptions): Promise<TableFacts> {
  let table!: TableFacts;
  try {
    await readRows(
      source,
      { task: `Reading ${sourceName(source)}`, signal: options.signal },
      {
        begin(facts) {
          table = facts;
          throw new ColumnsKnown();
        },
        row() {},
      },
    );
  } catch (error) {
    if (!(error instanceof ColumnsKnown)) throw error;
  }
  return table;
}

/** Reads one side; `visit` gets the places of its shared columns. */
async function readSide(
  source: DataSource,
  { names, text, label, key }: SharedColumns,
  options: ReadingOptions,
  visit: (row: DataRow, columns: { names: readonly number[]; text: number; label: number; key: number }) => void,
): Promise<ComparedSide> {
  let columns!: { names: readonly number[]; text: number; label: number; key: number };
  const { rows, digest } = await readRows(
    source,
    { task: `Comparing ${sourceName(source)}`, progress: options.progress, signal: options.signal },
    {
      begin(table) {
        const place = (name: string | null) => (name === null ? -1 : table.columns.indexOf(name));
        columns = { names: names.map(place), text: place(text), label: place(label), key: place(key) };
        return columns.names;
      },
      row: (row) => visit(row, columns),
    },
  );
  return { name: sourceName(source), digest, rows };
}

async function indexSide(source: DataSource, shared: SharedColumns, seed: number, options: ReadingOptions) {
  const builder = createRowIndex();
  const hasher = createRowHasher(seed);
  const profile = createSideProfile();
  const side = await readSide(source, shared, options, (row, columns) => {
    for (const column of columns.names) hashCell(hasher, cellBytes(row, column));
    builder.add(hasher.finish());
    addToProfile(profile, row, columns);
  });
  return { side, profile, index: builder.finish() };
}

async function matchSide(
  source: DataSource,
  shared: SharedColumns,
  seed: number,
  index: RowIndex,
  options: ReadingOptions,
) {
  const hasher = createRowHasher(seed);
  const profile = createSideProfile();
  let matches = new Int32Array(1024);
  const side = await readSide(source, shared, options, (row, columns) => {
    for (const column of columns.names) hashCell(hasher, cellBytes(row, column));
    const at = profile.rows;
    if (at === matches.length) {
      const grown = new Int32Array(at * 2);
      grown.set(matches);
      matches = grown;
    }
    matches[at] = index.take(hasher.finish());
    addToProfile(profile, row, columns);
  });
  return { side, profile, matches: matches.subarray(0, side.rows) };
}

function hashCell(hasher: RowHasher, cell: Uint8Array | undefined): void {
  if (cell === undefined) hasher.add(NOTHING, -1, -1);
  else hasher.add(cell, 0, cell.length);
}

function addToProfile(profile: SideProfile, row: DataRow, { text, label }: { text: number; label: number }): void {
  profile.add(cellBytes(row, text), label === -1 ? null : cellText(row, label) || null);
}

/** The rows of each side that the other lacks, as far as memory allows. */
async function collectChanges(
  before: DataSource,
  after: DataSource,
  shared: SharedColumns,
  isMatched: Uint8Array,
  matches: Int32Array,
  anchors: Int32Array,
  options: ReadingOptions,
) {
  const found = { before: [] as ChangedRow[], after: [] as ChangedRow[] };
  let room = MOST_TEXT_BYTES;
  const isAnchorBefore = new Uint8Array(isMatched.length);
  for (const anchor of anchors) if (anchor !== -1) isAnchorBefore[anchor] = 1;

  function collect(list: ChangedRow[], isChanged: (row: number) => boolean, anchorAt: (row: number) => number) {
    let place = -1;
    return (row: DataRow, { text, label, key }: { text: number; label: number; key: number }) => {
      const at = row.number - 1;
      place = Math.max(place, anchorAt(at));
      if (!isChanged(at) || room <= 0) return;
      const shown = cellText(row, text) ?? "";
      room -= 2 * shown.length + 200;
      list.push({
        row: at,
        text: shown,
        label: label === -1 ? null : cellText(row, label) || null,
        key: key === -1 ? null : cellText(row, key),
        place,
      });
    };
  }

  const anyChanged = matches.includes(-1) || isMatched.includes(0);
  if (anyChanged) {
    await readSide(
      before,
      shared,
      options,
      collect(
        found.before,
        (row) => isMatched[row] === 0,
        (row) => (isAnchorBefore[row] === 1 ? row : -1),
      ),
    );
    await readSide(
      after,
      shared,
      options,
      collect(
        found.after,
        (row) => matches[row] === -1,
        (row) => anchors[row]!,
      ),
    );
  }
  return { ...found, isPartial: room <= 0 };
}

function transitions(pairs: readonly ChangedPair[]): DataDiff["relabelled"] {
  const counts = new Map<string, { from: string | null; to: string | null; rows: number }>();
  for (const [before, after] of pairs) {
    const name = JSON.stringify([before.label, after.label]);
    const entry = counts.get(name) ?? { from: before.label, to: after.label, rows: 0 };
    entry.rows++;
    counts.set(name, entry);
  }
  return [...counts.values()].sort((left, right) => right.rows - left.rows).slice(0, SHOWN_TRANSITIONS);
}

function firstOf(rows: readonly ChangedRow[], inPairs: ReadonlySet<ChangedRow>): ShownRow[] {
  const found: ShownRow[] = [];
  for (const row of rows) {
    if (found.length === EXAMPLES) break;
    if (!inPairs.has(row)) found.push(shownRow(row));
  }
  return found;
}

const shownChange = ([before, after]: ChangedPair): ShownChange => ({
  before: shownRow(before),
  after: shownRow(after),
});

function shownRow({ row, text, label }: ChangedRow): ShownRow {
  const characters = [...text.slice(0, SHOWN_CHARACTERS * 2)];
  const isCut = characters.length > SHOWN_CHARACTERS || text.length > SHOWN_CHARACTERS * 2;
  return { row: row + 1, text: characters.slice(0, SHOWN_CHARACTERS).join("") + (isCut ? "…" : ""), label };
}

function count<Item>(items: Iterable<Item>, test: (item: Item) => boolean): number {
  let found = 0;
  for (const item of items) if (test(item)) found++;
  return found;
}
