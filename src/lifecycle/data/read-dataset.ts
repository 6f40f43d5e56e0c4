/** @file A whole file into memory, checked on the way. */
import path from "node:path";
import { type LabelSets, labelSetAt } from "../labels/index.ts";
import { type ByteColumn, createByteColumn } from "./byte-column.ts";
import type { Dataset, LabelColumn } from "./dataset.ts";
import { createDelimitedKernel, type DelimitedKernel, MOST_KERNEL_BYTES, type RowBlock } from "./delimited-kernel.ts";
import { extensionOf } from "./file-extension.ts";
import { createLabelLists } from "./label-lists.ts";
import { createLabelSetReader, type LabelSetReader } from "./label-set-reader.ts";
import type { ReadOptions } from "./read-options.ts";
import { createRecentCells } from "./recent-cells.ts";
import { createRowChecks } from "./row-checks.ts";
import { type DataSource, sourceName } from "./row-source.ts";
import { readRows } from "./rows.ts";
import { type UsedColumns, usedColumns, usedColumnsOrNoLabel } from "./used-columns.ts";

/** Whether a name promises that a file's texts stand in it as they are. */
const isDelimitedName = (file: string) => [".csv", ".tsv"].includes(extensionOf(file));

/** A label by its id, in order of first sight. */
interface LabelEntry {
  readonly id: number;
  count: number;
}

/** See `index.ts`. */
export async function readDataset(source: DataSource, options: ReadOptions = {}): Promise<Dataset> {
  const file = sourceName(source);
  const { extra: extraNames = [] } = options;
  const checks = createRowChecks(file);
  const labelCounts = new Map<string, { id: number; count: number }>();
  const labelEntries: LabelEntry[] = []; // by id
  let labelIds = new Int32Array(1024);
  const extra = extraNames.map((): (string | null)[] => []);
  let texts!: ByteColumn;
  const labelLists = createLabelLists();
  let several: LabelSetReader | undefined;
  let used!: UsedColumns;
  let labelName = "";
  let rows = 0;

  function entryOf(label: string): LabelEntry {
    let entry = labelCounts.get(label);
    if (entry === undefined) {
      entry = { id: labelCounts.size, count: 0 };
      labelCounts.set(label, entry);
      labelEntries.push(entry);
    }
    return entry;
  }

  function labelId(label: string | undefined): number {
    if (label === undefined) return -1;
    const entry = entryOf(label);
    entry.count++;
    return entry.id;
  }

  const knownLabels = new Map<string, LabelEntry>();
  const recentLabels = createRecentCells<LabelEntry>();
  let kernel: DelimitedKernel | undefined;
  let kept: readonly number[] = [];

  function growLabelIds(): void {
    if (rows < labelIds.length) return;
    const grown = new Int32Array(rows * 2);
    grown.set(labelIds);
    labelIds = grown;
  }

  function addLabel(bytes: Uint8Array | undefined, number: number): void {
    growLabelIds();
    labelIds[rows] = labelId(checks.label(bytes, number, labelName));
  }

  /** The label of an ordinary row: almost always one that was seen before. */
  function addKnownLabel(bytes: Buffer, start: number, end: number, number: number): void {
    const known = recentLabels.find(bytes, start, end) ?? findLabel(bytes, start, end);
    if (known === undefined) {
      addLabel(bytes.subarray(start, end), number);
      const id = labelIds[rows]!;
      if (id !== -1) knownLabels.set(bytes.toString("latin1", start, end), labelEntries[id]!);
      return;
    }
    growLabelIds();
    known.count++;
    labelIds[rows] = known.id;
  }

  function findLabel(bytes: Buffer, start: number, end: number): LabelEntry | undefined {
    const known = knownLabels.get(bytes.toString("latin1", start, end));
    if (known !== undefined) recentLabels.remember(bytes, start, end, known);
    return known;
  }

  function addBlock({ textStart, textEnds, kept: cells, keptEnds }: RowBlock, before: number): void {
    const bytes = Buffer.from(kernel!.memory);
    let start = textStart;
    let cellStart = 0;
    let cell = 0;
    for (let at = 0; at < textEnds.length; at++) {
      const number = before + at + 1;
      const end = textEnds[at]!;
      const first = start === end ? 0 : bytes[start]!;
      if (first <= 0x20 || first >= 0x80) checks.text(bytes.subarray(start, end), { number, mayHoldOddBytes: false });
      start = end;
      for (let place = 0; place < kept.length; place++) {
        const column = kept[place]!;
        const cellEnd = keptEnds[cell++]!;
        if (column === used.label) addKnownLabel(cells, cellStart, cellEnd, number);
        for (let place = 0; place < used.extra.length; place++)
          if (column === used.extra[place]) extra[place]!.push(cells.toString("utf8", cellStart, cellEnd));
        cellStart = cellEnd;
      }
      rows++;
    }
    texts.adopt(textEnds);
  }

  const summary = await readRows(
    source,
    {
      task: `Reading ${path.basename(file)}`,
      progress: options.progress,
      signal: options.signal,
      memory(sizeBytes) {
        if (isDelimitedName(file) && sizeBytes <= MOST_KERNEL_BYTES) kernel = createDelimitedKernel(sizeBytes);
        return kernel?.memory;
      },
    },
    {
      begin(table) {
        used = (options.labelIsOptional === true ? usedColumnsOrNoLabel : usedColumns)(table, options);
        texts = createByteColumn(table.sizeBytes * (table.gzip || table.format === "parquet" ? 3 : 1), kernel?.memory);
        if (options.several !== undefined) {
          several = createLabelSetReader(table, used, options.several);
          for (const name of several.names) entryOf(name);
        }
        if (used.label !== null) labelName = table.columns[used.label]!;
        kept = [...new Set([...(used.label === null ? [] : [used.label]), ...used.extra])].sort((a, b) => a - b);
        if (several === undefined && table.delimiter !== null && !kept.includes(used.text))
          kernel?.begin({ width: table.columns.length, delimiter: table.delimiter, text: used.text, kept });
        return [used.text, ...(used.label === null ? [] : [used.label]), ...used.flags, ...used.extra];
      },
      takeRows(bytes, before) {
        if (kernel === undefined || !texts.isInFile) return { rows: 0, bytes: 0, lines: 0 };
        let passed = before;
        return kernel.take(bytes, texts.used, (block) => {
          addBlock(block, passed);
          passed += block.rows;
        });
      },
      row(row) {
        if (several !== undefined) {
          const labels = several.read(row);
          if (labels.length === 0) checks.noLabels(row.number);
          labelLists.add(labels.map(labelId));
        } else if (used.label !== null) {
          addLabel(row.cell(used.label), row.number);
        }
        for (const [at, column] of used.extra.entries()) {
          const cell = row.cell(column);
          extra[at]!.push(cell === undefined ? null : Buffer.from(cell).toString("utf8"));
        }
        if (row.isInPlace !== true) texts.leaveFile();
        texts.append(checks.text(row.cell(used.text), row)); // last, as it may move over the row's other cells
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
  const sorted = new Int32Array(ids.length);
  for (let row = 0; row < ids.length; row++) sorted[row] = ids[row]! < 0 ? -1 : renamed[ids[row]!]!;
  return { names, ids: sorted };
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
