/** @file A whole file into memory, checked on the way. */
import path from "node:path";
import { type ByteColumn, createByteColumn } from "./byte-column.ts";
import type { Dataset, LabelColumn } from "./dataset.ts";
import type { ReadOptions } from "./read-options.ts";
import { createRowChecks } from "./row-checks.ts";
import { readRows } from "./rows.ts";
import { type UsedColumns, usedColumns } from "./used-columns.ts";

/** See `index.ts`. */
export async function readDataset(file: string, options: ReadOptions = {}): Promise<Dataset> {
  const { extra: extraNames = [] } = options;
  const checks = createRowChecks();
  const labelCounts = new Map<string, { id: number; count: number }>();
  let labelIds = new Int32Array(1024);
  const extra = extraNames.map((): (string | null)[] => []);
  let texts!: ByteColumn;
  let used!: UsedColumns;
  let rows = 0;

  function labelId(label: string | undefined): number {
    if (label === undefined) return -1;
    let entry = labelCounts.get(label);
    if (entry === undefined) {
      entry = { id: labelCounts.size, count: 0 };
      labelCounts.set(label, entry);
    }
    entry.count++;
    return entry.id;
  }

  const summary = await readRows(
    file,
    { task: `Reading ${path.basename(file)}`, progress: options.progress, signal: options.signal },
    {
      begin(table) {
        used = usedColumns(table, options);
        texts = createByteColumn(table.sizeBytes * (table.gzip || table.format === "parquet" ? 3 : 1));
        return [used.text, ...(used.label === null ? [] : [used.label]), ...used.extra];
      },
      row(row) {
        texts.append(checks.text(row.cell(used.text), row));
        if (used.label !== null) {
          if (rows === labelIds.length) {
            const grown = new Int32Array(rows * 2);
            grown.set(labelIds);
            labelIds = grown;
          }
          labelIds[rows] = labelId(checks.label(row.cell(used.label), row.number));
        }
        for (const [at, column] of used.extra.entries()) {
          const cell = row.cell(column);
          extra[at]!.push(cell === undefined ? null : Buffer.from(cell).toString("utf8"));
        }
        rows++;
      },
    },
  );
  const textColumn = summary.columns[used.text]!;
  const labelColumn = used.label === null ? null : summary.columns[used.label]!;
  const counts = new Map([...labelCounts].map(([label, { count }]) => [label, count]));
  return {
    file,
    digest: summary.digest,
    textColumn,
    labelColumn,
    columns: summary.columns,
    rows,
    texts: texts.finish(),
    labels:
      used.label === null
        ? { names: [], ids: new Int32Array(rows).fill(-1) }
        : sortedLabels([...labelCounts.keys()], labelIds.subarray(0, rows)),
    extra: Object.fromEntries(extraNames.map((name, at) => [name, extra[at]!])),
    warnings: checks.warnings(summary, textColumn, labelColumn, used.label === null ? null : counts),
  };
}

/** Ids in order of first sight, as ids into sorted names. */
function sortedLabels(seen: readonly string[], ids: Int32Array): LabelColumn {
  const names = seen.toSorted((left, right) => (left < right ? -1 : 1));
  const order = new Map(names.map((name, id) => [name, id]));
  const renamed = Int32Array.from(seen, (name) => order.get(name)!);
  return { names, ids: Int32Array.from(ids, (id) => (id < 0 ? -1 : renamed[id]!)) };
}
