/** @file A whole file into memory, checked on the way. */
import path from "node:path";
import { type LabelSets, labelSetAt } from "../labels/index.ts";
import { type ByteColumn, createByteColumn } from "./byte-column.ts";
import type { Dataset, LabelColumn } from "./dataset.ts";
import { createLabelLists } from "./label-lists.ts";
import { createLabelSetReader, type LabelSetReader } from "./label-set-reader.ts";
import type { ReadOptions } from "./read-options.ts";
import { createRowChecks } from "./row-checks.ts";
import { type DataSource, sourceName } from "./row-source.ts";
import { readRows } from "./rows.ts";
import { type UsedColumns, usedColumns } from "./used-columns.ts";

/** See `index.ts`. */
export async function readDataset(source: DataSource, options: ReadOptions = {}): Promise<Dataset> {
  const file = sourceName(source);
  const { extra: extraNames = [] } = options;
  const checks = createRowChecks(file);
  const labelCounts = new Map<string, { id: number; count: number }>();
  let labelIds = new Int32Array(1024);
  const extra = extraNames.map((): (string | null)[] => []);
  let texts!: ByteColumn;
  const labelLists = createLabelLists();
  let several: LabelSetReader | undefined;
  let used!: UsedColumns;
  let labelName = "";
  let rows = 0;

  function entryOf(label: string): { readonly id: number; count: number } {
    let entry = labelCounts.get(label);
    if (entry === undefined) {
      entry = { id: labelCounts.size, count: 0 };
      labelCounts.set(label, entry);
    }
    return entry;
  }

  function labelId(label: string | undefined): number {
    if (label === undefined) return -1;
    const entry = entryOf(label);
    entry.count++;
    return entry.id;
  }

  const summary = await readRows(
    source,
    { task: `Reading ${path.basename(file)}`, progress: options.progress, signal: options.signal },
    {
      begin(table) {
        used = usedColumns(table, options);
        texts = createByteColumn(table.sizeBytes * (table.gzip || table.format === "parquet" ? 3 : 1));
        if (options.several !== undefined) {
          several = createLabelSetReader(table, used, options.several);
          for (const name of several.names) entryOf(name);
        }
        if (used.label !== null) labelName = table.columns[used.label]!;
        return [used.text, ...(used.label === null ? [] : [used.label]), ...used.flags, ...used.extra];
      },
      row(row) {
        texts.append(checks.text(row.cell(used.text), row));
        if (several !== undefined) {
          const labels = several.read(row);
          if (labels.length === 0) checks.noLabels(row.number);
          labelLists.add(labels.map(labelId));
        } else if (used.label !== null) {
          if (rows === labelIds.length) {
            const grown = new Int32Array(rows * 2);
            grown.set(labelIds);
            labelIds = grown;
          }
          labelIds[rows] = labelId(checks.label(row.cell(used.label), row.number, labelName));
        }
        for (const [at, column] of used.extra.entries()) {
          const cell = row.cell(column);
          extra[at]!.push(cell === undefined ? null : Buffer.from(cell).toString("utf8"));
        }
        rows++;
      },
    },
  );
  several?.finish();
  const textColumn = summary.columns[used.text]!;
  const labelColumn = used.label === null ? null : summary.columns[used.label]!;
  const counts = new Map([...labelCounts].map(([label, { count }]) => [label, count]));
  return {
    file,
    digest: summary.digest,
    isVersion: typeof source !== "string",
    textColumn,
    labelColumn,
    columns: summary.columns,
    rows,
    texts: texts.finish(),
    labels:
      several !== undefined
        ? sortedLabelSets([...labelCounts.keys()], labelLists.finish().sets)
        : used.label === null
          ? { names: [], ids: new Int32Array(rows).fill(-1) }
          : sortedLabels([...labelCounts.keys()], labelIds.subarray(0, rows)),
    extra: Object.fromEntries(extraNames.map((name, at) => [name, extra[at]!])),
    warnings: checks.warnings(
      summary,
      textColumn,
      labelColumn,
      several === undefined && used.label === null ? null : counts,
    ),
  };
}

/** Ids in order of first sight, as ids into sorted names. */
function sortedLabels(seen: readonly string[], ids: Int32Array): LabelColumn {
  const { names, renamed } = sortedNames(seen);
  return { names, ids: Int32Array.from(ids, (id) => (id < 0 ? -1 : renamed[id]!)) };
}

function sortedLabelSets(seen: readonly string[], { offsets, ids }: LabelSets): LabelColumn {
  const { names, renamed } = sortedNames(seen);
  const sets = { offsets, ids: Int32Array.from(ids, (id) => renamed[id]!) };
  const rows = offsets.length - 1;
  for (let row = 0; row < rows; row++) labelSetAt(sets, row).sort();
  return { names, ids: Int32Array.from({ length: rows }, (_, row) => labelSetAt(sets, row)[0] ?? -1), sets };
}

/** The names in order, and each id's place there. */
function sortedNames(seen: readonly string[]): { readonly names: readonly string[]; readonly renamed: Int32Array } {
  const names = seen.toSorted((left, right) => (left < right ? -1 : 1));
  const order = new Map(names.map((name, id) => [name, id]));
  return { names, renamed: Int32Array.from(seen, (name) => order.get(name)!) };
}
