/** @file Rows that must not be parted: equal texts, and where asked whole groups. */
import { createUnionFind } from "../../foundation/index.ts";
import type { Dataset } from "./dataset.ts";
import { InvalidTimeError, SplitColumnNeededError, UnknownColumnError } from "./errors.ts";
import type { FoldsConfig } from "./folds.config.ts";
import { createKeyedRows } from "./keyed-rows.ts";
import { parseTime } from "./split-values.ts";
import { createTextHash } from "./text-hash.ts";

/** Units in a random order that only their texts and the seed decide, not the order of the rows. */
export interface FoldUnits {
  /** Rows of each unit, ascending. */
  readonly rows: readonly (readonly number[])[];
  /** The earliest time of each unit; empty without a time column. */
  readonly times: readonly number[];
}

/** @throws SplitColumnNeededError, UnknownColumnError, InvalidTimeError */
export function foldUnits(dataset: Dataset, config: FoldsConfig, seed: number): FoldUnits {
  const { rows: count, texts, labels } = dataset;
  const values = columnValues(dataset, config);
  const groups = createGroupIds();
  const hash = createTextHash(seed, "folds");
  const keyed = createKeyedRows();
  try {
    for (let row = 0; row < count; row++) {
      if (labels.sets === undefined && labels.ids[row] === -1) continue;
      const { high, low } = hash(texts.bytes.subarray(texts.offsets[row]!, texts.offsets[row + 1]!));
      keyed.add(high, low, config.method === "group" ? groups.idOf(values![row]!) : row, row);
    }
    if (config.method === "group")
      keyed.visit((same) => {
        for (let index = 1; index < same.length; index++) groups.join(same.tag(0), same.tag(index));
      });
    const units: number[][] = [];
    const unitOfGroup = new Map<number, number>();
    keyed.visit((same) => {
      const root = config.method === "group" ? groups.root(same.tag(0)) : undefined;
      const unit = (root === undefined ? undefined : unitOfGroup.get(root)) ?? units.length;
      if (root !== undefined) unitOfGroup.set(root, unit);
      units[unit] ??= [];
      const rows = units[unit];
      for (let index = 0; index < same.length; index++) rows.push(same.row(index));
    });
    for (const rows of units) rows.sort((left, right) => left - right);
    return { rows: units, times: config.method === "time" ? timesOf(dataset, config.column!, units) : [] };
  } finally {
    keyed.close();
  }
}

function columnValues(
  { file, extra, columns }: Dataset,
  { method, column }: FoldsConfig,
): readonly (string | null)[] | undefined {
  if (method !== "group" && method !== "time") return undefined;
  if (column === null) throw new SplitColumnNeededError(method);
  const values = extra[column];
  if (values === undefined) throw new UnknownColumnError(file, column, columns);
  return values;
}

function timesOf({ file, extra }: Dataset, column: string, units: readonly (readonly number[])[]): number[] {
  return units.map((rows) =>
    rows.reduce((earliest, row) => {
      const value = extra[column]![row]!;
      const time = parseTime(value);
      if (time === undefined) throw new InvalidTimeError({ file, row: row + 1, column }, value);
      return Math.min(earliest, time);
    }, Number.POSITIVE_INFINITY),
  );
}

/** Groups by the value of a column; a row without one is a group of its own. */
function createGroupIds() {
  const ids = new Map<string, number>();
  const sets = createUnionFind();
  return {
    root: sets.root,
    join: sets.join,
    idOf(value: string | null): number {
      if (value === null || value === "") return sets.add();
      const id = ids.get(value) ?? sets.add();
      ids.set(value, id);
      return id;
    },
  };
}
