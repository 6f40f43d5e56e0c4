/** @file A version as a source of rows: wherever a file of data is accepted, a version is too. */
import { CancelledError, ignoreProgress } from "../../foundation/index.ts";
import type { BlobStore } from "../blobs/index.ts";
import { type DataRow, NestedValueError, type RowSource } from "../data/index.ts";
import { csvLine } from "./csv-text.ts";
import { type DataVersion, layoutBytes } from "./data-version.ts";
import type { ColumnCells } from "./parquet/column-cells.ts";
import { visitRows } from "./read-rows.ts";
import { readAssignment, SPLIT_COLUMN } from "./split-assignment.ts";

/** First bytes of a JSON value; any other begins a number or truth value. */
const LIST = 0x5b;
const TEXT = 0x22;

const textOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

/**
 * The rows of a version; its digest is the version's id. Where the version has a split of its own, it is the last
 * column, `split`.
 */
export function versionSource(blobs: BlobStore, version: DataVersion): RowSource {
  const { record, title, manifest, layout } = version;
  const { roles } = manifest;
  const stored = manifest.columns.map(({ name }) => name);
  const splitColumn = manifest.split === null ? undefined : splitColumnName(stored);
  const columns = splitColumn === undefined ? stored : [...stored, splitColumn];
  return {
    name: title,
    digest: record.id,
    sizeBytes: layoutBytes(layout),
    columns,
    roles: {
      text: roles.text ?? undefined,
      label: roles.labels.length === 1 ? roles.labels[0] : undefined,
      labels: roles.labels.length > 1 ? roles.labels : undefined,
      split: splitColumn ?? roles.split ?? undefined,
    },
    header: () => csvLine(columns.map((name) => Buffer.from(name))),
    async read(wanted, receive, { task, progress = ignoreProgress, signal, settle }) {
      const used = wanted.length === 0 ? columns.map((_, column) => column) : wanted;
      const inParts = used.filter((column) => column < stored.length);
      const assignment = used.length === inParts.length ? undefined : await readAssignment(blobs, version);
      const place = new Map(inParts.map((column, at) => [column, at]));
      let cells: readonly ColumnCells[] = [];
      let at = 0;
      let number = 0;

      function bytesOf(column: number): Uint8Array | undefined {
        if (column >= stored.length) return assignment?.(number - 1);
        return cells[place.get(column)!]!.cell(at);
      }

      const isJson = (column: number) => manifest.columns[column]?.type === "json";
      const row: DataRow = {
        get number() {
          return number;
        },
        mayHoldOddBytes: true,
        cell(column) {
          const bytes = bytesOf(column);
          if (bytes === undefined || !isJson(column)) return bytes;
          if (bytes[0] === LIST)
            throw new NestedValueError({ file: title, row: number, column: columns[column]! }, "a list");
          return bytes[0] === TEXT ? Buffer.from(JSON.parse(textOf(bytes)) as string, "utf8") : bytes;
        },
        list(column) {
          const bytes = isJson(column) ? bytesOf(column) : undefined;
          return bytes?.[0] === LIST ? (JSON.parse(textOf(bytes)) as string[]) : undefined;
        },
        isPlain(column) {
          const first = isJson(column) ? bytesOf(column)?.[0] : undefined;
          return first !== undefined && first !== LIST && first !== TEXT;
        },
        raw: () => csvLine(used.map(bytesOf)),
      };

      await visitRows(blobs, layout, inParts, {
        rows(rowCells, from, until) {
          cells = rowCells;
          for (at = from; at < until; at++) {
            number++;
            receive(row);
          }
        },
        async settle(done) {
          if (signal?.aborted) throw new CancelledError(task);
          progress({ task, done, total: manifest.rows, unit: "rows", finished: done === manifest.rows });
          await settle?.();
        },
      });
    },
  };
}

/** `split`, or a name that no stored column has. */
function splitColumnName(stored: readonly string[]): string {
  let name = SPLIT_COLUMN;
  while (stored.includes(name)) name = `${name}_`;
  return name;
}
