/** @file Mends a data set: texts are repaired, labels changed as a review says, rows dropped; the input stays as it is. */
import { ignoreProgress } from "../../foundation/index.ts";
import type { Dataset, RowChanges } from "../data/index.ts";
import { textAt, textColumn } from "../text/index.ts";
import { detectors } from "./catalog.ts";
import { damages } from "./encoding/damages.ts";
import {
  NothingLeftError,
  NothingToCleanError,
  SeveralLabelsReviewError,
  UnknownFindingError,
  UnknownRepairError,
} from "./errors.ts";
import { type CheckRequest, checkDataset } from "./examine.ts";
import { readDecisions } from "./review/read-decisions.ts";

/** What is to be mended. */
export interface CleanRequest extends Omit<CheckRequest, "only" | "skip"> {
  /** Kinds of damage: each text is repaired of them, in the order of their list. */
  readonly repair: readonly string[];
  /** A review file with decisions. */
  readonly relabel?: string | undefined;
  /** Codes of findings whose rows are dropped. */
  readonly drop: readonly string[];
}

/** What is changed, and why. */
export interface Cleaning {
  readonly changes: RowChanges;
  readonly repaired: number;
  readonly relabelled: number;
  /** Rows of the review without a decision. */
  readonly undecided: number;
  /** Rows dropped for each reason; a row may have several. */
  readonly droppedFor: Readonly<Record<string, number>>;
  readonly dropped: number;
}

/**
 * Works out the changes: first repairs, then labels, then which rows are dropped of what that gives; so texts that
 * become equal by a repair are duplicates.
 * @throws NothingToCleanError, SeveralLabelsReviewError, UnknownRepairError, UnknownFindingError, NothingLeftError, and what reviews and checks throw
 */
export async function planCleaning(request: CleanRequest): Promise<Cleaning> {
  const { dataset, repair, relabel, drop, progress = ignoreProgress, signal } = request;
  if (repair.length === 0 && drop.length === 0 && relabel === undefined) throw new NothingToCleanError(dataset.file);
  if (relabel !== undefined && dataset.labels.sets !== undefined) throw new SeveralLabelsReviewError(dataset.file);
  const only = drop.map(detectorOf);
  const texts = repairedTexts(dataset, repair);
  const review =
    relabel === undefined
      ? { labels: new Map<number, string>(), dropped: [], undecided: 0 }
      : await readDecisions(relabel, dataset, { progress, signal });
  const dropped = new Uint8Array(dataset.rows);
  const droppedFor: Record<string, number> = {};
  const dropAll = (reason: string, rows: Iterable<number>) => {
    let count = 0;
    for (const row of rows) {
      dropped[row] = 1;
      count++;
    }
    droppedFor[reason] = count;
  };
  if (review.dropped.length > 0) dropAll("review", review.dropped);
  if (drop.length > 0) {
    const { findings } = await checkDataset({ ...request, dataset: mended(dataset, texts, review.labels), only });
    for (const code of drop) dropAll(code, findings.find((finding) => finding.code === code)?.droppable ?? []);
  }
  const count = dropped.reduce((sum, flag) => sum + flag, 0);
  if (count === dataset.rows) throw new NothingLeftError(dataset.file, count);
  const kept = (row: number) => dropped[row] === 0;
  return {
    changes: { dropped, labels: review.labels, texts },
    repaired: [...texts.keys()].filter(kept).length,
    relabelled: [...review.labels.keys()].filter(kept).length,
    undecided: review.undecided,
    droppedFor,
    dropped: count,
  };
}

function detectorOf(code: string): string {
  const owner = detectors.entries.find(([, { drops }]) => drops.includes(code));
  if (owner === undefined)
    throw new UnknownFindingError(
      code,
      detectors.entries.flatMap(([, { drops }]) => drops),
    );
  return owner[0];
}

function repairedTexts({ texts, rows }: Dataset, names: readonly string[]): Map<number, string> {
  const repairable = damages.filter(({ repair }) => repair !== undefined);
  for (const name of names)
    if (!repairable.some(({ code }) => code === name))
      throw new UnknownRepairError(
        name,
        repairable.map(({ code }) => code),
      );
  const wished = repairable.filter(({ code }) => names.includes(code));
  const repaired = new Map<number, string>();
  if (wished.length === 0) return repaired;
  for (let row = 0; row < rows; row++) {
    const before = textAt(texts, row);
    const after = wished.reduce((text, { hint, repair }) => (hint(text) ? repair!(text) : text), before);
    if (after !== before) repaired.set(row, after);
  }
  return repaired;
}

function mended(dataset: Dataset, texts: ReadonlyMap<number, string>, labels: ReadonlyMap<number, string>): Dataset {
  const ids = dataset.labels.ids.slice();
  for (const [row, label] of labels) ids[row] = dataset.labels.names.indexOf(label);
  const rows = Array.from(ids.keys());
  return {
    ...dataset,
    labels: { ...dataset.labels, ids },
    texts:
      texts.size === 0 ? dataset.texts : textColumn(rows.map((row) => texts.get(row) ?? textAt(dataset.texts, row))),
  };
}
