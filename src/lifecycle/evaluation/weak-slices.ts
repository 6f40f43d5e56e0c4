/**
 * @file Parts of the examples in which the model is surely worse than elsewhere, found among all words, pairs of words,
 * lengths and languages (the idea of Chung et al. 2019, "Slice Finder"): every part with enough examples is tested, and
 * the p-values are corrected for how many there were.
 */
import type { Progress } from "../../foundation/index.ts";
import { fisherUpperTail, holmAdjusted } from "../metrics/index.ts";
import { type DocumentTerms, openLanguageIdentifier, type TextColumn, textAt } from "../text/index.ts";
import type { WeakSlice, WeakSlices } from "./report.ts";
import { lengthSlices } from "./slices.ts";

/** Slices that are reported. */
const mostSlices = 10;
/** A slice that shares more than this share of its examples with one that is reported already says nothing new. */
const mostOverlap = 0.5;
/** Texts that are looked at to see whether there is more than one language. */
const languageSample = 300;
/** Texts whose language is told. */
const mostTexts = 50_000;

interface Candidate {
  readonly kind: WeakSlice["kind"];
  readonly name: () => string;
  readonly rows: () => Uint32Array;
  readonly size: number;
  readonly mistakes: number;
}

/** What is looked at. */
export interface WeakSliceInput {
  readonly texts: TextColumn;
  /** [rows], 1 where the model is wrong. */
  readonly wrong: Uint8Array;
  /** Terms that at least `minimumSupport` texts hold. */
  readonly terms: DocumentTerms;
  readonly minimumSupport: number;
  /** Corrected p-values below this count as sure. */
  readonly level: number;
}

/** Finds the weakest parts. */
export async function weakSlices(input: WeakSliceInput, progress?: Progress): Promise<WeakSlices> {
  const { texts, wrong, minimumSupport, level } = input;
  const total = wrong.length;
  const marked = wrong.reduce((sum, flag) => sum + flag, 0);
  const candidates = [
    ...termCandidates(input),
    ...lengthCandidates(input),
    ...(await languageCandidates(input, progress)),
  ].filter(({ size }) => size >= minimumSupport && size < total);
  const pValues = candidates.map(({ size, mistakes }) => fisherUpperTail(mistakes, size, marked, total));
  const adjusted = holmAdjusted(pValues);
  const excess = ({ size, mistakes }: Candidate) => mistakes - (size * (marked - mistakes)) / (total - size);
  const sure = candidates
    .map((candidate, index) => ({ candidate, adjustedPValue: adjusted[index]! }))
    .filter(({ adjustedPValue }) => adjustedPValue < level)
    .sort((left, right) => excess(right.candidate) - excess(left.candidate));
  const slices: WeakSlice[] = [];
  const reported: Uint8Array[] = [];
  for (const { candidate, adjustedPValue } of sure) {
    if (slices.length === mostSlices) break;
    const rows = candidate.rows();
    const known = reported.some((flags) => rows.reduce((sum, row) => sum + flags[row]!, 0) > mostOverlap * rows.length);
    if (known) continue;
    const flags = new Uint8Array(texts.length);
    for (const row of rows) flags[row] = 1;
    reported.push(flags);
    const { kind, size, mistakes } = candidate;
    slices.push({
      kind,
      value: candidate.name(),
      rows: size,
      mistakes,
      errorRate: mistakes / size,
      otherErrorRate: (marked - mistakes) / (total - size),
      adjustedPValue,
    });
  }
  return { tested: candidates.length, minimumSupport, slices };
}

function termCandidates({ terms, wrong }: WeakSliceInput): Candidate[] {
  const { rows: count, offsets, indices } = terms.rows;
  const sizes = new Uint32Array(terms.terms);
  const mistakes = new Uint32Array(terms.terms);
  for (let row = 0; row < count; row++)
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) {
      sizes[indices[entry]!]!++;
      mistakes[indices[entry]!]! += wrong[row]!;
    }
  return Array.from(sizes, (size, column) => ({
    kind: "term" as const,
    name: () => terms.termAt(column),
    rows: () => rowsWithTerm(terms, column),
    size,
    mistakes: mistakes[column]!,
  }));
}

/** The rows that hold a term, ascending. */
export function rowsWithTerm({ rows: { rows, offsets, indices } }: DocumentTerms, column: number): Uint32Array {
  const found: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++)
      if (indices[entry] === column) {
        found.push(row);
        break;
      }
  return Uint32Array.from(found);
}

function lengthCandidates({ texts, wrong }: WeakSliceInput): Candidate[] {
  return lengthSlices(texts).map(({ value, rowIds }) => rowCandidate("length", value, rowIds, wrong));
}

/** Only where a sample of the texts is in more than one language. */
async function languageCandidates({ texts, wrong }: WeakSliceInput, progress?: Progress): Promise<Candidate[]> {
  const identify = await openLanguageIdentifier();
  const languageOf = (row: number) => {
    const { language, isReliable } = identify(textAt(texts, row));
    return isReliable ? language : undefined;
  };
  const sampled = new Map<string, number>();
  for (let place = 0; place < languageSample; place++) {
    const language = languageOf(Math.floor((place * texts.length) / languageSample));
    if (language !== undefined) sampled.set(language, (sampled.get(language) ?? 0) + 1);
  }
  if ([...sampled.values()].filter((count) => count >= languageSample / 50).length < 2) return [];
  const byLanguage = new Map<string, number[]>();
  const looked = Math.min(texts.length, mostTexts);
  for (let row = 0; row < looked; row++) {
    const language = languageOf(row);
    if (language !== undefined) {
      const rows = byLanguage.get(language) ?? [];
      if (rows.length === 0) byLanguage.set(language, rows);
      rows.push(row);
    }
    if (row % 1000 === 999) progress?.({ task: "Telling languages", done: row + 1, total: looked, unit: "texts" });
  }
  progress?.({ task: "Telling languages", done: looked, total: looked, unit: "texts", finished: true });
  return [...byLanguage].map(([language, rowIds]) => rowCandidate("language", language, rowIds, wrong));
}

function rowCandidate(kind: WeakSlice["kind"], value: string, rowIds: readonly number[], wrong: Uint8Array): Candidate {
  return {
    kind,
    name: () => value,
    rows: () => Uint32Array.from(rowIds),
    size: rowIds.length,
    mistakes: rowIds.reduce((sum, row) => sum + wrong[row]!, 0),
  };
}
