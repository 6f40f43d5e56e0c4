/** @file A split of a data set in memory. */

import { labelSetAt } from "../labels/index.ts";
import type { Dataset, Split } from "./dataset.ts";
import { UnknownColumnError } from "./errors.ts";
import type { SplitConfig } from "./split.config.ts";
import { TEST, TRAIN, VALIDATION } from "./split-parts.ts";
import { createSplitPlanner } from "./split-plan.ts";
import { unlabelledLeftOut } from "./unlabelled-rows.ts";

/** See `index.ts`. */
export function splitDataset(dataset: Dataset, config: SplitConfig, seed: number): Split {
  const { file, rows, texts, labels, labelColumn } = dataset;
  const values = columnValues(dataset, config);
  const planner = createSplitPlanner(file, config, seed);
  try {
    const unlabelled: number[] = [];
    for (let row = 0; row < rows; row++) {
      const label = labels.ids[row]!;
      const several = labels.sets && labelSetAt(labels.sets, row);
      if (labels.sets === undefined && label === -1 && labelColumn !== null) {
        unlabelled.push(row);
        planner.skip();
        continue;
      }
      planner.add(
        texts.bytes.subarray(texts.offsets[row]!, texts.offsets[row + 1]!),
        several ?? label,
        values?.[row] ?? null,
      );
    }
    const { parts, warnings } = planner.finish(labels.names);
    const rowsOf = (part: number) => rowsWith(parts, part);
    return {
      train: rowsOf(TRAIN),
      validation: rowsOf(VALIDATION),
      test: rowsOf(TEST),
      warnings: [
        ...warnings,
        ...unlabelledLeftOut(
          file,
          labelColumn,
          unlabelled.length,
          unlabelled.slice(0, 10).map((row) => row + 1),
        ),
      ],
    };
  } finally {
    planner.close();
  }
}

function rowsWith(parts: Uint8Array, part: number): Uint32Array {
  const rows = new Uint32Array(parts.reduce((count, other) => (other === part ? count + 1 : count), 0));
  let used = 0;
  for (let row = 0; row < parts.length; row++) if (parts[row] === part) rows[used++] = row;
  return rows;
}

/** The split column, which must have been read: `extra: [config.column]`. */
function columnValues(
  { file, extra, columns }: Dataset,
  { method, column }: SplitConfig,
): readonly (string | null)[] | undefined {
  if (method === "stratified" || method === "random" || column === null) return undefined;
  const values = extra[column];
  if (values === undefined) throw new UnknownColumnError(file, column, columns);
  return values;
}
