/** @file Divides a file into files of the same format, in two passes and bounded memory. */
import path from "node:path";
import { writeFolderAtomic } from "../../foundation/index.ts";
import type { DataRow, RowsSummary } from "./data-row.ts";
import type { DataWarning } from "./dataset.ts";
import { formats } from "./formats/catalog.ts";
import { createLabelCounts } from "./label-counts.ts";
import { createLabelSetReader, type LabelSetReader } from "./label-set-reader.ts";
import { requireFreeFolder, writingTo } from "./output-place.ts";
import type { SplitFileOptions } from "./read-options.ts";
import { createRowChecks } from "./row-checks.ts";
import { type DataSource, sourceName } from "./row-source.ts";
import { readRows } from "./rows.ts";
import type { SplitConfig } from "./split.config.ts";
import { splitInto } from "./split-into.ts";
import { splitParquet } from "./split-parquet.ts";
import { PART_NAMES, type PlannedPart } from "./split-parts.ts";
import { createSplitPlanner, type SplitPlan } from "./split-plan.ts";
import { splitText } from "./split-text.ts";
import { type UsedColumns, usedColumns, usedColumnsOrNoLabel } from "./used-columns.ts";

/** The files of a split. */
export interface SplitFiles {
  readonly folder: string;
  /** SHA-256 of the file that was split. */
  readonly digest: string;
  readonly rows: number;
  /** Train, validation, test; a part without rows has no file. */
  readonly parts: readonly {
    readonly name: (typeof PART_NAMES)[number];
    readonly file: string;
    readonly rows: number;
  }[];
  readonly warnings: readonly DataWarning[];
}

/**
 * Writes `train`, `validation` and `test` files into a new folder, all or none, in the format of the input (text in
 * UTF-8, rows as they stand; gzip where the input is; CSV for rows that lie in no file). The same seed and rows give the
 * same parts as `splitDataset`; here rows without a label are divided too. With `format` the parts are in that one.
 * @throws the errors of this folder
 */
export async function splitFile(
  source: DataSource,
  config: SplitConfig,
  seed: number,
  outputFolder: string,
  options: SplitFileOptions = {},
): Promise<SplitFiles> {
  await requireFreeFolder(outputFolder);
  const { plan, summary, warnings } = await planSplit(source, config, seed, options);
  const format = options.format ?? (summary.format === "hugging-face" ? "parquet" : summary.format);
  const extension = `${formats[format].extensions[0]}${summary.gzip && formats[format].text !== undefined ? ".gz" : ""}`;
  const counts = [0, 0, 0];
  for (const part of plan.parts) counts[part]!++;
  const parts: PlannedPart[] = PART_NAMES.map((name, part) => ({
    part,
    name,
    fileName: format === "hugging-face" ? `data/${name}-00000-of-00001.parquet` : `${name}${extension}`,
    rows: counts[part]!,
  })).filter(({ rows }) => rows > 0);
  await writingTo(outputFolder, () =>
    writeFolderAtomic(outputFolder, async (folder) => {
      const request = {
        source,
        file: sourceName(source),
        summary,
        partOfRow: plan.parts,
        parts,
        folder,
        format,
        options,
      };
      if (format !== summary.format) warnings.push(...(await splitInto(request)));
      else if (format === "parquet") await splitParquet(request);
      else await splitText(request);
    }),
  );
  return {
    folder: outputFolder,
    digest: summary.digest,
    rows: summary.rows,
    parts: parts.map(({ name, fileName, rows }) => ({ name, file: path.join(outputFolder, fileName), rows })),
    warnings: [...warnings, ...plan.warnings],
  };
}

async function planSplit(
  source: DataSource,
  config: SplitConfig,
  seed: number,
  options: SplitFileOptions,
): Promise<{ plan: SplitPlan; summary: RowsSummary; warnings: DataWarning[] }> {
  const usesColumn = config.method !== "stratified" && config.method !== "random";
  const extra = usesColumn && config.column !== null ? [config.column] : [];
  const file = sourceName(source);
  const checks = createRowChecks(file);
  const labels = createLabelCounts();
  const planner = createSplitPlanner(file, config, seed);
  try {
    let used!: UsedColumns;
    let several: LabelSetReader | undefined;
    let labelName = "";
    const labelsOf = (row: DataRow) => {
      if (several === undefined) {
        const label = used.label === null ? undefined : checks.label(row.cell(used.label), row.number, labelName);
        return label === undefined ? -1 : labels.add(label);
      }
      const found = several.read(row);
      if (found.length === 0) checks.noLabels(row.number);
      return found.map(labels.add);
    };
    const summary = await readRows(
      source,
      { task: `Reading ${path.basename(file)}`, progress: options.progress, signal: options.signal },
      {
        begin(table) {
          const request = { text: options.text, label: options.label, several: options.several, extra };
          used = config.method === "stratified" ? usedColumns(table, request) : usedColumnsOrNoLabel(table, request);
          if (options.several !== undefined) {
            several = createLabelSetReader(table, used, options.several);
            for (const name of several.names) labels.know(name);
          }
          if (used.label !== null) labelName = table.columns[used.label]!;
          return [used.text, ...(used.label === null ? [] : [used.label]), ...used.flags, ...used.extra];
        },
        row(row) {
          const value = used.extra.length === 0 ? undefined : row.cell(used.extra[0]!);
          planner.add(
            checks.text(row.cell(used.text), row),
            labelsOf(row),
            value === undefined ? null : Buffer.from(value).toString("utf8"),
          );
        },
      },
    );
    several?.finish();
    const counts = labels.counts();
    const plan = planner.finish(counts.map(({ label }) => label));
    const labelColumn = used.label === null ? null : summary.columns[used.label]!;
    const warnings = checks.warnings(
      summary,
      summary.columns[used.text]!,
      labelColumn,
      labelColumn === null && several === undefined ? null : new Map(counts.map(({ label, count }) => [label, count])),
    );
    return { plan, summary, warnings };
  } finally {
    planner.close();
  }
}
