/** @file Folds of a data set for cross-validation. */
import { type LabelSets, labelSetAt, labelSets } from "../labels/index.ts";
import type { Dataset, DataWarning } from "./dataset.ts";
import { TooFewRowsForFoldsError } from "./errors.ts";
import { type FoldUnits, foldUnits } from "./fold-units.ts";
import type { FoldsConfig } from "./folds.config.ts";
import { holdOut } from "./hold-out.ts";
import { iterativeStratification, type LabelledUnits } from "./iterative-stratification.ts";
import { VALIDATION } from "./split-parts.ts";
import { plural } from "./warnings.ts";

/** One fold: ascending row numbers (from 0) of the data set. */
export interface Fold {
  readonly train: Uint32Array;
  /** Empty where `validationSize` is 0. */
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** The folds and what a person should know of them. */
export interface Folds {
  readonly folds: readonly Fold[];
  readonly warnings: readonly DataWarning[];
}

/**
 * Divides the labelled rows into folds. By "time" each fold trains on all that is earlier than what it tests, as in
 * scikit-learn's `TimeSeriesSplit`, and the earliest part is never tested; else every row is tested once. The same
 * texts and seed give the same folds whatever the order of the rows.
 * @throws TooFewRowsForFoldsError, SplitColumnNeededError, UnknownColumnError, InvalidTimeError
 */
export function foldDataset(dataset: Dataset, config: FoldsConfig, seed: number): Folds {
  const units = foldUnits(dataset, config, seed);
  const blocks = config.method === "time" ? config.folds + 1 : config.folds;
  if (units.rows.length < blocks) throw new TooFewRowsForFoldsError(dataset.file, config, units.rows.length);
  const blockOf = config.method === "time" ? blocksByTime(units, blocks) : spreadBlocks(dataset, units, config);
  const folds = Array.from({ length: config.folds }, (_, fold) =>
    config.method === "time"
      ? foldOf(dataset, units, config, (unit) => comparedTo(blockOf[unit]!, fold + 1))
      : foldOf(dataset, units, config, (unit) => (blockOf[unit] === fold ? "test" : "train")),
  );
  return { folds, warnings: absentLabels(dataset, folds) };
}

const comparedTo = (block: number, tested: number) =>
  block < tested ? "train" : block === tested ? "test" : undefined;

/** The block with the fewest rows of the unit's label takes it; of equals the one with the fewest rows in all. */
function spreadBlocks(dataset: Dataset, { rows }: FoldUnits, { folds, method }: FoldsConfig): ArrayLike<number> {
  const { sets } = dataset.labels;
  if (method === "stratified" && sets !== undefined)
    return iterativeStratification(labelledUnits(dataset, sets, rows), new Array<number>(folds).fill(1 / folds));
  const strata = method === "stratified" ? dataset.labels.names.length : 1;
  const counts = new Float64Array(strata * folds);
  const totals = new Float64Array(folds);
  return Int32Array.from(rows, (unit) => {
    const stratum = method === "stratified" ? commonestLabel(dataset, unit) : 0;
    let best = 0;
    for (let fold = 1; fold < folds; fold++) {
      const order = counts[stratum * folds + fold]! - counts[stratum * folds + best]! || totals[fold]! - totals[best]!;
      if (order < 0) best = fold;
    }
    counts[stratum * folds + best]! += unit.length;
    totals[best]! += unit.length;
    return best;
  });
}

/** Blocks of about equally many rows in the order of time; equal times stay together. */
function blocksByTime({ rows, times }: FoldUnits, blocks: number): Int32Array {
  const order = [...rows.keys()].sort((left, right) => times[left]! - times[right]! || left - right);
  const total = rows.reduce((sum, { length }) => sum + length, 0);
  const blockOf = new Int32Array(rows.length);
  let before = 0;
  let block = 0;
  let last = Number.NaN;
  for (const unit of order) {
    if (times[unit] !== last) block = Math.min(blocks - 1, Math.floor((before / total) * blocks));
    last = times[unit]!;
    blockOf[unit] = block;
    before += rows[unit]!.length;
  }
  return blockOf;
}

function foldOf(
  dataset: Dataset,
  units: FoldUnits,
  { method, validationSize }: FoldsConfig,
  partOf: (unit: number) => "train" | "test" | undefined,
): Fold {
  const ids = [...units.rows.keys()];
  const training = ids.filter((unit) => partOf(unit) === "train");
  const rowCount = training.reduce((sum, unit) => sum + units.rows[unit]!.length, 0);
  const validating = new Set<number>();
  if (validationSize > 0 && method === "time") {
    let open = Math.round(rowCount * validationSize);
    const latestFirst = training.toSorted((left, right) => units.times[right]! - units.times[left]! || left - right);
    for (const unit of latestFirst) {
      if (open <= 0) break;
      validating.add(unit);
      open -= units.rows[unit]!.length;
    }
  } else if (validationSize > 0 && method === "stratified" && dataset.labels.sets !== undefined) {
    const trainingRows = training.map((unit) => units.rows[unit]!);
    const divided = labelledUnits(dataset, dataset.labels.sets, trainingRows);
    const parts = iterativeStratification(divided, [1 - validationSize, validationSize]);
    for (const [at, unit] of training.entries()) if (parts[at] === 1) validating.add(unit);
  } else if (validationSize > 0) {
    const stratified = method === "stratified";
    const strata = Array.from({ length: stratified ? dataset.labels.names.length : 1 }, () => ({ count: 0 }));
    const stratumOf = (unit: number) => (stratified ? commonestLabel(dataset, units.rows[unit]!) : 0);
    for (const unit of training) strata[stratumOf(unit)]!.count += units.rows[unit]!.length;
    const choose = holdOut(strata, rowCount, { testSize: 0, validationSize, orderIndependent: false });
    for (const unit of training)
      if (choose(stratumOf(unit), units.rows[unit]!.length, 0, 0) === VALIDATION) validating.add(unit);
  }
  return {
    train: rowsOf(
      units,
      training.filter((unit) => !validating.has(unit)),
    ),
    validation: rowsOf(units, [...validating]),
    test: rowsOf(
      units,
      ids.filter((unit) => partOf(unit) === "test"),
    ),
  };
}

function rowsOf({ rows }: FoldUnits, units: readonly number[]): Uint32Array {
  return Uint32Array.from(units.flatMap((unit) => rows[unit]!)).sort();
}

/** Units with all labels of their rows. */
function labelledUnits({ labels }: Dataset, sets: LabelSets, units: readonly (readonly number[])[]): LabelledUnits {
  return {
    sizes: units.map(({ length }) => length),
    sets: labelSets(units.map((rows) => rows.flatMap((row) => [...labelSetAt(sets, row)]))),
    labels: labels.names.length,
  };
}

function commonestLabel({ labels }: Dataset, rows: readonly number[]): number {
  if (rows.length === 1) return labels.ids[rows[0]!]!;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(labels.ids[row]!, (counts.get(labels.ids[row]!) ?? 0) + 1);
  return [...counts].reduce((best, entry) =>
    entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0]) ? entry : best,
  )[0];
}

/** A label that some fold cannot learn, or cannot test. */
function absentLabels({ file, labels }: Dataset, folds: readonly Fold[]): DataWarning[] {
  const missing = (part: "train" | "test") => {
    const labelsOf = (row: number) => (labels.sets === undefined ? [labels.ids[row]!] : labelSetAt(labels.sets, row));
    const present = folds.map((fold) => new Set(Array.from(fold[part]).flatMap((row) => [...labelsOf(row)])));
    return labels.names.filter((_, label) => present.some((found) => !found.has(label)));
  };
  const text = (names: readonly string[]) =>
    `${names
      .slice(0, 5)
      .map((name) => `"${name}"`)
      .join(", ")}${names.length > 5 ? `, … (${names.length} in all)` : ""}`;
  const untrained = missing("train");
  const untested = missing("test").filter((name) => !untrained.includes(name));
  const warnings: DataWarning[] = [];
  if (untrained.length > 0)
    warnings.push({
      code: "label-absent-from-training",
      message: `${file}: some fold has to do without ${plural(untrained.length, "label")} in training (${text(untrained)}), and gets every row of ${untrained.length === 1 ? "it" : "them"} wrong. Fewer folds, or more rows of such labels, help.`,
      count: untrained.length,
      rows: [],
    });
  if (untested.length > 0)
    warnings.push({
      code: "label-absent-from-test",
      message: `${file}: some fold tests no row of ${plural(untested.length, "label")} (${text(untested)}); figures over all folds together are still sound.`,
      count: untested.length,
      rows: [],
    });
  return warnings;
}
