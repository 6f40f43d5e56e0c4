/** @file What is looked at in texts and labels while rows are stored: faults, how often labels occur, the split. */
import {
  createLabelCounts,
  createRecentCells,
  createRowChecks,
  createSplitPlanner,
  type DataRow,
  type DataSource,
  type DataWarning,
  labelFlag,
  type RowsSummary,
  sourceName,
} from "../data/index.ts";
import { cellBytes } from "./cell-bytes.ts";
import type { DataManifest } from "./manifest.config.ts";
import type { ColumnBuffer } from "./parquet/column-buffer.ts";
import type { PartColumn } from "./parquet/parquet-metadata.ts";
import type { RowObserver } from "./store-request.ts";
import type { VersionFacts } from "./version-facts.ts";

/** What rows showed. */
export interface VersionObserver extends RowObserver {
  /** The parts of the split [rows], where one is wanted; what was wrong. @throws EmptyPartError */
  finish(summary: RowsSummary): { readonly assignment: Uint8Array | null; readonly warnings: readonly DataWarning[] };
  /** To be called in any case. */
  close(): void;
}

/** Starts to look at the rows of a version. @throws SplitColumnNeededError */
export function createRowObserver(
  source: DataSource,
  columns: readonly PartColumn[],
  roles: DataManifest["roles"],
  assign: VersionFacts["assign"],
): VersionObserver {
  const file = sourceName(source);
  const columnOf = (name: string | null | undefined) => columns.findIndex((column) => column.name === name);
  const text = columnOf(roles.text);
  const flags = roles.labels.length > 1 ? roles.labels.map(columnOf) : [];
  const label = flags.length > 0 ? -1 : columnOf(roles.labels[0]);
  const splitColumn = columnOf(assign?.config.column);
  const checks = createRowChecks(file);
  const labels = createLabelCounts();
  const planner = assign === undefined ? undefined : createSplitPlanner(file, assign.config, assign.seed);
  const recent = createRecentCells<string>();
  for (const flag of flags) labels.know(columns[flag]!.name);
  const textOf = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : Buffer.from(bytes).toString("utf8"));

  /** Counts the labels of a row whose labels have a column each. @throws LabelFlagError */
  function flaggedLabels(cell: (column: number) => Uint8Array | undefined, number: number): readonly number[] {
    const names = flags.map((column) => columns[column]!.name);
    const found = names.filter((column, at) => labelFlag(cell(flags[at]!), () => ({ file, row: number, column })));
    if (found.length === 0) checks.noLabels(number);
    return found.map(labels.add);
  }

  /** Counts the label in `start <= at && at < end` of `bytes`, where there is one. */
  function labelIn(bytes: Uint8Array, start: number, end: number, number: number): number {
    const known = recent.find(bytes, start, end);
    if (known !== undefined) return labels.add(known);
    const found = checks.label(bytes.subarray(start, end), number, columns[label]!.name);
    if (found === undefined) return -1;
    recent.remember(bytes, start, end, found);
    return labels.add(found);
  }

  function labelsOf(row: DataRow, cells: readonly ColumnBuffer[]): number | readonly number[] {
    if (flags.length > 0) return flaggedLabels(row.cell, row.number);
    if (label === -1) return -1;
    if (columns[label]!.type === "text") {
      const { bytes, lastStart, lastEnd } = cells[label]!;
      if (lastStart !== -1) return labelIn(bytes, lastStart, lastEnd, row.number);
    }
    const list = row.list(label);
    if (list !== undefined) return list.map(labels.add);
    const found = checks.label(row.cell(label), row.number, columns[label]!.name);
    return found === undefined ? -1 : labels.add(found);
  }

  return {
    row(row, cells) {
      const ids = labelsOf(row, cells);
      if (planner === undefined && isPlainText(row, cells[text]!)) return;
      const bytes = checks.text(cellBytes(row, text), row);
      if (planner === undefined) return;
      planner.add(bytes, ids, splitColumn === -1 ? null : textOf(cellBytes(row, splitColumn)));
    },
    plainRows({ number: first, rows, columns: plain }) {
      const texts = createCellCursor(plain[text]!);
      const labelCells = label === -1 ? undefined : createCellCursor(plain[label]!);
      const flagCells = new Map(flags.map((column) => [column, createCellCursor(plain[column]!)]));
      const flagCell = (column: number) => {
        const { start, end } = flagCells.get(column)!;
        return plain[column]!.subarray(start, end);
      };
      const values = splitColumn === -1 ? undefined : createCellCursor(plain[splitColumn]!);
      for (let number = first; number < first + rows; number++) {
        let ids: number | readonly number[] = -1;
        if (flags.length > 0) {
          for (const cells of flagCells.values()) cells.next();
          ids = flaggedLabels(flagCell, number);
        } else if (labelCells !== undefined) {
          labelCells.next();
          ids = labelIn(plain[label]!, labelCells.start, labelCells.end, number);
        }
        texts.next();
        if (planner === undefined && beginsVisibly(plain[text]!, texts.start, texts.end)) continue;
        const bytes = plain[text]!.subarray(texts.start, texts.end);
        checks.text(bytes, { number, mayHoldOddBytes: false });
        if (planner === undefined) continue;
        values?.next();
        planner.add(
          bytes,
          ids,
          values === undefined ? null : textOf(plain[splitColumn]!.subarray(values.start, values.end)),
        );
      }
    },
    finish(summary) {
      const counts = labels.counts();
      const plan = planner?.finish(counts.map((one) => one.label));
      const byLabel = label === -1 && flags.length === 0 ? null : new Map(counts.map((one) => [one.label, one.count]));
      const found = checks.warnings(summary, roles.text ?? "", label === -1 ? null : columns[label]!.name, byLabel);
      return { assignment: plan?.parts ?? null, warnings: [...found, ...(plan?.warnings ?? [])] };
    },
    close: () => planner?.close(),
  };
}

/** Whether a text needs no further look: odd bytes are nowhere in the file, and it is not blank. */
function isPlainText(row: DataRow, { bytes, lastStart, lastEnd }: ColumnBuffer): boolean {
  return !row.mayHoldOddBytes && lastStart !== -1 && beginsVisibly(bytes, lastStart, lastEnd);
}

/** Whether a text begins with a visible ASCII character. */
function beginsVisibly(bytes: Uint8Array, start: number, end: number): boolean {
  return start < end && bytes[start]! > 0x20 && bytes[start]! < 0x80;
}

/** Moves over cells as they are encoded. */
function createCellCursor(plain: Buffer): { next(): void; readonly start: number; readonly end: number } {
  const cursor = {
    start: 0,
    end: 0,
    next() {
      const at = cursor.end;
      cursor.start = at + 4;
      cursor.end = at + 4 + (plain[at]! | (plain[at + 1]! << 8) | (plain[at + 2]! << 16) | (plain[at + 3]! << 24));
    },
  };
  return cursor;
}
