/** @file Pairs of texts that belong together, and of texts that don't. */
import type { Random } from "../../foundation/index.ts";
import { labelSetAt } from "../labels/index.ts";
import { TooLittleDataError } from "./errors.ts";
import type { LabelTargets } from "./training-task.ts";

/** Pairs of rows of a training set. */
export interface TextPairs {
  /** [pairs] */
  readonly lefts: Uint32Array;
  /** [pairs], never the same row as the left one. */
  readonly rights: Uint32Array;
  /** [pairs] 1 where the two belong together, else 0. */
  readonly targets: Float32Array;
}

/** Texts with equal labels, and which groups of them its own texts belong to or differ from. */
interface Group {
  readonly rows: number[];
  readonly labels: ReadonlySet<number>;
}

/**
 * Draws, for every text and `iterations` times, one pair with a text of the same label and one with a text of another
 * label, as SetFit does; but never a text with itself. A text that is alone with its label begins no pair of the first
 * kind. Where texts may have several labels, texts belong together that share one, or that have none; they differ where
 * they share none. @throws TooLittleDataError
 */
export function drawPairs(targets: LabelTargets, iterations: number, random: Random): TextPairs {
  const groups = groupByLabels(targets);
  const groupOf = new Map(groups.flatMap((group) => group.rows.map((row) => [row, group] as const)));
  const choices = new Map(groups.map((group) => [group, choicesOf(group, groups)]));
  const rows = targets.labelSets === undefined ? targets.labelIds.length : targets.labelSets.offsets.length - 1;
  const pairs: { left: number; right: number; target: number }[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (let left = 0; left < rows; left++) {
      const { together, apart } = choices.get(groupOf.get(left)!)!;
      if (together.total > 1) pairs.push({ left, right: drawOther(together, left, random), target: 1 });
      if (apart.total > 0) pairs.push({ left, right: draw(apart, random), target: 0 });
    }
  }
  if (pairs.length === 0) throw new TooLittleDataError("no two texts make a pair");
  return {
    lefts: Uint32Array.from(pairs, ({ left }) => left),
    rights: Uint32Array.from(pairs, ({ right }) => right),
    targets: Float32Array.from(pairs, ({ target }) => target),
  };
}

function groupByLabels({ labelIds, labelSets }: LabelTargets): readonly Group[] {
  const groups = new Map<string, Group>();
  const rows = labelSets === undefined ? labelIds.length : labelSets.offsets.length - 1;
  for (let row = 0; row < rows; row++) {
    const labels = labelSets === undefined ? [labelIds[row]!] : [...labelSetAt(labelSets, row)];
    const key = labels.join();
    const group = groups.get(key) ?? { rows: [], labels: new Set(labels) };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Rows to draw from. */
interface Choice {
  readonly groups: readonly Group[];
  readonly total: number;
}

function choicesOf(own: Group, groups: readonly Group[]): { readonly together: Choice; readonly apart: Choice } {
  const belongs = (other: Group) => other === own || !own.labels.isDisjointFrom(other.labels);
  const choice = (chosen: readonly Group[]) => ({
    groups: chosen,
    total: chosen.reduce((sum, { rows }) => sum + rows.length, 0),
  });
  return {
    together: choice(groups.filter(belongs)),
    apart: choice(groups.filter((other) => !belongs(other))),
  };
}

function draw({ groups, total }: Choice, random: Random): number {
  let at = random.integer(total);
  for (const { rows } of groups) {
    if (at < rows.length) return rows[at]!;
    at -= rows.length;
  }
  throw new RangeError("The groups hold fewer rows than their total.");
}

/** The choice must hold a second row. */
function drawOther(choice: Choice, row: number, random: Random): number {
  for (;;) {
    const drawn = draw(choice, random);
    if (drawn !== row) return drawn;
  }
}
