/**
 * @file Decides which part of a split each row belongs to. The same rows and seed give the same parts whether they come
 * from memory or from a stream, and in whichever order. Rows with the same text (normalised) are one unit.
 */
import type { DataWarning } from "./dataset.ts";
import { EmptyPartError, InvalidTimeError, SplitColumnNeededError, UnknownSplitValueError } from "./errors.ts";
import { createGroupUnions } from "./group-unions.ts";
import { holdOut, type Stratum } from "./hold-out.ts";
import { iterativeStratification } from "./iterative-stratification.ts";
import { createKeyedRows, type RowGroup } from "./keyed-rows.ts";
import { createLabelLists } from "./label-lists.ts";
import { createNumberList } from "./number-list.ts";
import type { SplitConfig } from "./split.config.ts";
import { LEFT_OUT, PART_NAMES, TEST, TRAIN, VALIDATION } from "./split-parts.ts";
import { parseTime, splitPartOf } from "./split-values.ts";
import { createTextHash } from "./text-hash.ts";
import { createWarningCounts, plural } from "./warnings.ts";

/** The finished decision. */
export interface SplitPlan {
  /** [rows]; TRAIN, VALIDATION, TEST or LEFT_OUT. */
  readonly parts: Uint8Array;
  readonly warnings: readonly DataWarning[];
}

/** Takes the rows in order, then decides. */
export interface SplitPlanner {
  /**
   * `label` from 0, or -1; a list of labels in every row where rows may have several. `value`: the split column's.
   * @throws UnknownSplitValueError, InvalidTimeError
   */
  add(text: Uint8Array, label: number | ArrayLike<number>, value: string | null): void;
  /** The next row belongs to no part. */
  skip(): void;
  /** `labelNames` by label, so that the order in which labels were met decides nothing. @throws EmptyPartError */
  finish(labelNames: readonly string[]): SplitPlan;
  /** Removes temporary files; to be called in any case. */
  close(): void;
}

/** Starts a plan. @throws SplitColumnNeededError */
export function createSplitPlanner(file: string, config: SplitConfig, seed: number): SplitPlanner {
  const { method, column } = config;
  const usesColumn = method === "group" || method === "time" || method === "column";
  if (usesColumn && column === null) throw new SplitColumnNeededError(method);
  const hash = createTextHash(seed, "split");
  const texts = createKeyedRows();
  const unions = createGroupUnions(seed);
  const times = {
    rows: createKeyedRows(),
    values: createNumberList(),
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
  };
  const labelCounts: number[] = []; // by label + 1
  const givenCounts = [0, 0, 0];
  const labelLists = createLabelLists();
  let rows = 0;

  /** What the plan must remember of a row besides its text. */
  function tagOf(label: number, value: string | null): number {
    const place = { file, row: rows + 1, column: column ?? "" };
    if (method === "group") return unions.idOf(value);
    if (method === "time") {
      const time = parseTime(value);
      if (time === undefined) throw new InvalidTimeError(place, value);
      times.values.set(rows, time);
      times.least = Math.min(times.least, time);
      times.most = Math.max(times.most, time);
      return 0;
    }
    if (method !== "column") return label + 1;
    const part = splitPartOf(value);
    if (part === undefined) throw new UnknownSplitValueError(place, value);
    givenCounts[part]!++;
    return (label + 1) * 4 + part;
  }

  /** Where a label's tag (label + 1) stands among the sorted ones; rows without a label come first. */
  let rankOf = (tag: number) => tag;

  function rankLabels(names: readonly string[]): void {
    const sorted = names.map((_, label) => label).sort((left, right) => (names[left]! < names[right]! ? -1 : 1));
    const ranks = new Map(sorted.map((label, rank) => [label + 1, rank + 1]));
    rankOf = (tag) => ranks.get(tag) ?? tag;
  }

  function strataOf(counts: readonly number[]): Stratum[] {
    const strata: Stratum[] = Array.from(counts, () => ({ count: 0 }));
    for (const [tag, count] of counts.entries()) strata[rankOf(tag)] = { count: count ?? 0 };
    return strata;
  }

  function decide(): SplitPlan {
    const parts = new Uint8Array(rows).fill(LEFT_OUT);
    if (method === "column") return decideByColumn(parts);
    if (method === "group") decideByGroup(parts);
    else if (method === "time") decideByTime(parts);
    else decideByText(parts);
    return { parts, warnings: [] };
  }

  function decideByText(parts: Uint8Array): void {
    const strata: Stratum[] = method === "stratified" ? strataOf(labelCounts) : [{ count: texts.length }];
    if (method === "stratified" && labelLists.used && !config.orderIndependent) {
      decideByLabelSets(parts, config.testSize, () => true);
      return;
    }
    const choose = holdOut(strata, texts.length, config);
    texts.visit((group) => {
      const stratum = method === "stratified" ? commonestRank(group, rankOf) : 0;
      assign(parts, group, choose(stratum, group.length, group.high, group.low));
    });
  }

  /** Where rows may have several labels: each text is a unit, with all labels of its rows that `takes` lets through. */
  function decideByLabelSets(parts: Uint8Array, testSize: number, takes: (group: RowGroup, index: number) => boolean) {
    const units = createLabelLists();
    const sizes: number[] = [];
    const groups: number[][] = [];
    texts.visit((group) => {
      const own = Array.from({ length: group.length }, (_, index) => index).filter((index) => takes(group, index));
      if (own.length === 0) return;
      const unitRows = own.map((index) => group.row(index));
      groups.push(unitRows);
      sizes.push(unitRows.length);
      units.add(unitRows.flatMap((row) => labelLists.at(row).map((label) => rankOf(label + 1) - 1)));
    });
    const held = (1 - testSize) * config.validationSize;
    const shares = [1 - testSize - held, held, testSize];
    const chosen = iterativeStratification({ sizes, ...units.finish() }, shares);
    for (const [unit, unitRows] of groups.entries()) for (const row of unitRows) parts[row] = chosen[unit]!;
  }

  function decideByGroup(parts: Uint8Array): void {
    texts.visit((group) => {
      for (let index = 1; index < group.length; index++) unions.join(group.tag(0), group.tag(index));
    });
    const choose = holdOut([{ count: texts.length }], texts.length, config);
    const partOf = unions.decide((size, high, low) => choose(0, size, high, low));
    texts.visit((group) => {
      for (let index = 0; index < group.length; index++) parts[group.row(index)] = partOf(group.tag(index));
    });
  }

  /** Each text counts from its first appearance, so that no text of the test was seen before; equal times stay together. */
  function decideByTime(parts: Uint8Array): void {
    const { least, most } = times;
    texts.visit((group) => {
      let first = Number.POSITIVE_INFINITY;
      for (let index = 0; index < group.length; index++) first = Math.min(first, times.values.get(group.row(index)));
      // The latest get the smallest keys, spread over 53 bits.
      const key = most === least ? 0 : Math.floor(((most - first) / (most - least)) * (2 ** 53 - 1));
      const high = Math.floor(key / 2 ** 21);
      for (let index = 0; index < group.length; index++) times.rows.add(high, key % 2 ** 21, 0, group.row(index));
    });
    const testTarget = Math.round(texts.length * config.testSize);
    const validationTarget = Math.round((texts.length - testTarget) * config.validationSize);
    let test = 0;
    let validation = 0;
    times.rows.visit((group) => {
      const part = test < testTarget ? TEST : validation < validationTarget ? VALIDATION : TRAIN;
      if (part === TEST) test += group.length;
      else if (part === VALIDATION) validation += group.length;
      assign(parts, group, part);
    });
  }

  /** Validation is taken from the column where it names it, from the training rows where it does not. */
  function decideByColumn(parts: Uint8Array): SplitPlan {
    const counts = createWarningCounts();
    let straddling = 0;
    texts.visit((group) => {
      let seen = 0;
      for (let index = 0; index < group.length; index++) {
        const part = group.tag(index) % 4;
        parts[group.row(index)] = part;
        seen |= 1 << part;
      }
      if ((seen & (seen - 1)) === 0) return;
      straddling++;
      for (let index = 0; index < group.length; index++) counts.note("duplicates-straddle", group.row(index) + 1);
    });
    if (givenCounts[VALIDATION] === 0) holdOutOfTraining(parts);
    const warning = counts.find(
      "duplicates-straddle",
      (count, where) =>
        `${file}: ${plural(straddling, "text")} (${plural(count, "row")}: ${where}) ${straddling === 1 ? "occurs" : "occur"} in more than one part of the split that column "${column}" gives; scores on the test set are too good by as much.`,
    );
    return { parts, warnings: warning === undefined ? [] : [{ ...warning, count: straddling }] };
  }

  function holdOutOfTraining(parts: Uint8Array): void {
    if (labelLists.used && !config.orderIndependent) {
      decideByLabelSets(parts, 0, (group, index) => group.tag(index) % 4 === TRAIN);
      return;
    }
    const counts: number[] = [];
    texts.visit((group) => {
      for (let index = 0; index < group.length; index++) {
        const tag = group.tag(index);
        if (tag % 4 === TRAIN) counts[Math.floor(tag / 4)] = (counts[Math.floor(tag / 4)] ?? 0) + 1;
      }
    });
    const choose = holdOut(strataOf(counts), givenCounts[TRAIN]!, { ...config, testSize: 0 });
    texts.visit((group) => {
      const training: number[] = [];
      let label = 0;
      for (let index = 0; index < group.length; index++) {
        if (group.tag(index) % 4 !== TRAIN) continue;
        label = rankOf(Math.floor(group.tag(index) / 4));
        training.push(group.row(index));
      }
      if (training.length === 0) return;
      const part = choose(label, training.length, group.high, group.low);
      for (const row of training) parts[row] = part;
    });
  }

  function requireParts(parts: Uint8Array): void {
    const counts = [0, 0, 0];
    for (const part of parts) if (part !== LEFT_OUT) counts[part]!++;
    const wanted = [true, config.validationSize > 0, method === "column" ? false : config.testSize > 0];
    for (const [part, name] of PART_NAMES.entries())
      if (wanted[part] && counts[part] === 0) throw new EmptyPartError(file, name, rows);
  }

  return {
    add(text, label, value) {
      const several = typeof label !== "number";
      if (several) labelLists.add(label);
      const tag = tagOf(several ? -1 : label, value);
      const { high, low } = hash(text);
      texts.add(high, low, tag, rows);
      if (!several) labelCounts[label + 1] = (labelCounts[label + 1] ?? 0) + 1;
      rows++;
    },
    skip() {
      if (labelLists.used) labelLists.add([]);
      rows++;
    },
    finish(labelNames) {
      rankLabels(labelNames);
      const plan = decide();
      requireParts(plan.parts);
      return plan;
    },
    close() {
      texts.close();
      times.rows.close();
    },
  };
}

function assign(parts: Uint8Array, group: RowGroup, part: number): void {
  for (let index = 0; index < group.length; index++) parts[group.row(index)] = part;
}

function commonestRank(group: RowGroup, rankOf: (tag: number) => number): number {
  if (group.length === 1) return rankOf(group.tag(0));
  const counts = new Map<number, number>();
  for (let index = 0; index < group.length; index++) {
    const rank = rankOf(group.tag(index));
    counts.set(rank, (counts.get(rank) ?? 0) + 1);
  }
  let best = 0;
  let most = 0;
  for (const [rank, count] of counts) {
    if (count < most || (count === most && rank > best)) continue;
    best = rank;
    most = count;
  }
  return best;
}
