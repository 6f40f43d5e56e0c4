/** @file Texts that occur more than once: the same or nearly so, under several labels, in several parts, in another file. */

import { type LabelSets, labelSetAt } from "../../labels/index.ts";
import { cleanCommand } from "../clean-command.ts";
import { defineDetector } from "../detector.ts";
import { type DuplicateGroup, duplicateGroups } from "../duplicates/duplicate-groups.ts";
import { laterParts } from "../duplicates/part-order.ts";
import type { ExaminedData } from "../examined-data.ts";
import { excerptOf } from "../excerpt.ts";
import type { Finding, FindingExample } from "../finding.ts";
import { countAnswered } from "../labelling.ts";
import { amount, counted, rowsWord, shareWord, shellWord } from "../words.ts";
import { duplicatesConfig } from "./duplicates.config.ts";

const SHOWN = 5;
const SHOWN_ROWS = 6;

/** Exact and near duplicates within and across parts. */
export const duplicates = defineDetector({
  title: "Duplicates",
  drops: ["exact-duplicates", "conflicting-labels", "near-duplicates", "straddling-duplicates", "shared-with-other"],
  settings: duplicatesConfig,
  async detect(data, settings) {
    const near = await data.nearDuplicates(settings);
    const groups = duplicateGroups(data, near);
    const basis = `Candidates by MinHash, then each pair measured: Jaccard similarity of runs of ${settings.shingleSize} ${settings.shingle}s, at least ${settings.jaccard}. Groups join such pairs, so their ends may differ more.`;
    return {
      findings: [
        exact(data, groups),
        conflicting(data, groups),
        nearly(data, groups, basis),
        straddling(data, groups, basis),
        shared(data, groups, basis),
      ].filter((finding) => finding !== undefined),
    };
  },
});

const sameBasis = "The texts are equal in NFKC and lower case, with white space as one space.";

function exact(data: ExaminedData, groups: readonly DuplicateGroup[]): Finding | undefined {
  const own = groups.flatMap(({ exact: sets }) => sets);
  const repeated = own.filter(({ length }) => length > 1);
  const surplus = repeated.reduce((sum, { length }) => sum + length - 1, 0);
  if (surplus === 0) return undefined;
  const disagreeing = repeated.filter((rows) => answersAt(data, rows).size > 1).length;
  const share = surplus / data.dataset.rows;
  return {
    code: "exact-duplicates",
    detector: "duplicates",
    severity: share >= 0.01 ? "warning" : "note",
    title: `${rowsWord(surplus)} ${surplus === 1 ? "repeats" : "repeat"} the text of an earlier row (${amount(repeated.length, "text", "texts")} in all)`,
    meaning:
      "A repeated text counts several times in training and, where its copies fall on both sides of a split, is tested on what was learnt by heart.",
    confidence: "certain",
    basis: sameBasis,
    count: surplus,
    share,
    figures: {
      "texts that repeat": repeated.length,
      "of these, with labels that disagree": shareWord(disagreeing / repeated.length),
    },
    examples: examplesOf(data, repeated),
    advice: "Keep the first of each text with the same label.",
    command: cleanCommand(data, "--drop-duplicates"),
    droppable: Uint32Array.from(repeated.flatMap((rows) => repeatsOfLabel(data, rows))).sort(),
  };
}

function conflicting(data: ExaminedData, groups: readonly DuplicateGroup[]): Finding | undefined {
  const found = groups.flatMap(({ exact: sets }) => sets.filter((rows) => answersAt(data, rows).size > 1));
  if (found.length === 0) return undefined;
  const rows = found.flat();
  // The best that any classifier can do on these rows is to give each text its most frequent label.
  const best = found.reduce((sum, set) => sum + mostFrequent(data, set), 0);
  const { names, sets } = data.dataset.labels;
  return {
    code: "conflicting-labels",
    detector: "duplicates",
    severity: "warning",
    title: `${amount(found.length, "text has", "texts have")} ${sets === undefined ? "more than one label" : "copies with other labels"} (${rowsWord(rows.length)})`,
    meaning: "No model can be right on all of these rows, so they put a ceiling on every accuracy that is measured.",
    confidence: "certain",
    basis: sameBasis,
    count: rows.length,
    share: rows.length / data.dataset.rows,
    figures: {
      texts: found.length,
      [`highest ${sets === undefined ? "accuracy" : "subset accuracy"} that is possible`]: shareWord(
        1 - (rows.length - best) / countAnswered(data.dataset.labels),
      ),
      ...(sets === undefined ? {} : textsByLabel(found, sets, names)),
    },
    examples: examplesOf(data, found, true),
    advice: "Decide which label is right, or leave these texts out.",
    command: cleanCommand(data, "--drop conflicting-labels"),
    droppable: Uint32Array.from(rows).sort(),
  };
}

function nearly(data: ExaminedData, groups: readonly DuplicateGroup[], basis: string): Finding | undefined {
  const found = groups.filter(({ exact: sets }) => sets.length > 1).map(({ exact: sets }) => sets);
  if (found.length === 0) return undefined;
  const rows = found.map((sets) => sets.flat());
  const disagreeing = rows.filter((group) => answersAt(data, group).size > 1).length;
  const surplus = found.reduce((sum, sets) => sum + sets.length - 1, 0);
  const share = surplus / data.dataset.rows;
  return {
    code: "near-duplicates",
    detector: "duplicates",
    severity: share >= 0.01 ? "warning" : "note",
    title: `${amount(surplus, "text is", "texts are")} nearly the same as an earlier one (${amount(found.length, "group", "groups")})`,
    meaning:
      "Texts that differ in a few words only are learnt by heart like exact copies, and make a test set easier than the world is.",
    confidence: "likely",
    basis,
    count: surplus,
    share,
    figures: {
      groups: counted(found.length),
      "of these, with labels that disagree": shareWord(disagreeing / found.length),
      "largest group": Math.max(...rows.map(({ length }) => length)),
    },
    examples: examplesOf(
      data,
      found.map((sets) => sets.map(([row]) => row!)),
    ),
    advice: "Look at some groups first; then keep the first of each group with the same label.",
    command: cleanCommand(data, "--drop near-duplicates"),
    droppable: Uint32Array.from(
      rows.flatMap((group) =>
        repeatsOfLabel(
          data,
          group.toSorted((a, b) => a - b),
        ),
      ),
    ).sort(),
  };
}

function straddling(data: ExaminedData, groups: readonly DuplicateGroup[], basis: string): Finding | undefined {
  if (!data.isSplit) return undefined;
  const found = groups.filter(({ rows }) => partsOf(data, rows).size > 1);
  if (found.length === 0) return undefined;
  const isLater = laterParts(data);
  const leaking = found.flatMap(({ rows }) => rows.filter((row) => isLater(row, rows)));
  const exactOnes = found.filter(({ exact: sets }) => sets.some((rows) => partsOf(data, rows).size > 1)).length;
  const dropped = found.flatMap(({ rows }) => {
    const last = rows.filter((row) => isLater(row, rows));
    return rows.filter((row) => !last.includes(row));
  });
  return {
    code: "straddling-duplicates",
    detector: "duplicates",
    severity: "error",
    title: `${amount(found.length, "text stands", "texts stand")} in more than one part of the split (${rowsWord(leaking.length)} of a later part)`,
    meaning: "What is tested was seen in training, so the test's figures are better than the model is.",
    confidence: exactOnes === found.length ? "certain" : "likely",
    basis: exactOnes === found.length ? sameBasis : basis,
    count: leaking.length,
    share: leaking.length / data.dataset.rows,
    figures: { "equal texts": exactOnes, "nearly equal texts": found.length - exactOnes },
    examples: found.slice(0, SHOWN).map(({ rows }) => ({
      rows: rows.slice(0, SHOWN_ROWS).map((row) => row + 1),
      excerpt: excerptOf(data.texts, rows[0]!),
      note: [...partsOf(data, rows)].map((part) => data.partNames[part]).join(" and "),
    })),
    advice:
      "Leave the copies out of the earlier part (training before validation before test), so that the test stays whole.",
    command: cleanCommand(data, `--drop straddling-duplicates --split-column ${shellWord(data.splitColumn ?? "")}`),
    droppable: Uint32Array.from(dropped).sort(),
  };
}

function shared(data: ExaminedData, groups: readonly DuplicateGroup[], basis: string): Finding | undefined {
  if (data.other === null) return undefined;
  const found = groups.filter(({ rows, others }) => rows.length > 0 && others.length > 0);
  if (found.length === 0) return undefined;
  const equal = data.equalTexts().first;
  const rows = found.flatMap((group) => group.rows);
  const isExact = ({ rows: own, others }: DuplicateGroup) => {
    const kinds = new Set(others.map((text) => equal[text]!));
    return own.some((row) => kinds.has(equal[row]!));
  };
  const exactOnes = found.filter(isExact).length;
  return {
    code: "shared-with-other",
    detector: "duplicates",
    severity: "error",
    title: `${rowsWord(rows.length)} ${rows.length === 1 ? "is" : "are"} in ${data.other.file} too`,
    meaning: "A model trained on one of the two files and tested on the other is tested on what it was trained with.",
    confidence: exactOnes === found.length ? "certain" : "likely",
    basis: exactOnes === found.length ? sameBasis : basis,
    count: rows.length,
    share: rows.length / data.dataset.rows,
    figures: { "equal texts": exactOnes, "nearly equal texts": found.length - exactOnes },
    examples: found.slice(0, SHOWN).map(({ rows: own, others }) => ({
      rows: own.slice(0, SHOWN_ROWS).map((row) => row + 1),
      excerpt: excerptOf(data.texts, own[0]!),
      note: `row ${others[0]! - data.dataset.rows + 1} of the other file`,
    })),
    advice: "Leave these rows out of the file that trains.",
    command: cleanCommand(data, `--drop shared-with-other --against ${shellWord(data.other.file)}`),
    droppable: Uint32Array.from(rows).sort(),
  };
}

function answersAt(data: ExaminedData, rows: readonly number[]): Set<number> {
  const { ids } = data.answers();
  return new Set(rows.map((row) => ids[row]!).filter((id) => id >= 0));
}

/** In how many texts only some of the copies have a label; the labels with the most such texts. */
function textsByLabel(
  texts: readonly (readonly number[])[],
  sets: LabelSets,
  names: readonly string[],
): Record<string, number> {
  const counts = new Map<number, number>();
  for (const rows of texts) {
    const having = new Map<number, number>();
    for (const row of rows) for (const id of labelSetAt(sets, row)) having.set(id, (having.get(id) ?? 0) + 1);
    for (const [id, copies] of having) if (copies < rows.length) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([left, more], [right, less]) => less - more || left - right);
  return Object.fromEntries(
    sorted.slice(0, SHOWN).map(([id, count]) => [`texts whose copies disagree on "${names[id]}"`, count]),
  );
}

const partsOf = ({ partIds }: ExaminedData, rows: readonly number[]) => new Set(rows.map((row) => partIds[row]!));

function mostFrequent(data: ExaminedData, rows: readonly number[]): number {
  const { ids } = data.answers();
  const counts = new Map<number, number>();
  for (const row of rows) {
    const id = ids[row]!;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

/** Rows whose label, or set of labels, an earlier row of the list has already. */
function repeatsOfLabel(data: ExaminedData, rows: readonly number[]): number[] {
  const { ids } = data.answers();
  const seen = new Set<number>();
  return rows.filter((row) => {
    const id = ids[row]!;
    if (seen.has(id)) return true;
    seen.add(id);
    return false;
  });
}

/** The largest sets first. */
function examplesOf(data: ExaminedData, sets: readonly (readonly number[])[], withLabels = false): FindingExample[] {
  const { nameOf } = data.answers();
  return sets
    .toSorted((left, right) => right.length - left.length || left[0]! - right[0]!)
    .slice(0, SHOWN)
    .map((rows) => ({
      rows: rows.slice(0, SHOWN_ROWS).map((row) => row + 1),
      excerpt: excerptOf(data.texts, rows[0]!),
      note: [
        ...(rows.length > SHOWN_ROWS ? [`${rows.length} rows`] : []),
        ...(withLabels ? [[...answersAt(data, rows)].map(nameOf).join(" / ")] : []),
      ].join(", "),
    }));
}
