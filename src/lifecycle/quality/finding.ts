/** @file What a check of a data set finds, as plain JSON values. */
import type { Task } from "../labels/index.ts";

/** How bad it is: `error` makes figures or models wrong, `warning` probably costs accuracy, `note` is worth knowing. */
export type Severity = "note" | "warning" | "error";

/** Every severity, the mildest first. */
export const severities: readonly Severity[] = ["note", "warning", "error"];

/** How sure a finding is: counted exactly, very probably true, worth a look, or more often wrong than true. */
export type Confidence = "certain" | "likely" | "possible" | "doubtful";

/** Rows to look at. */
export interface FindingExample {
  /** From 1, without the header; the first is the one whose text is shown. */
  readonly rows: readonly number[];
  /** A part of the text, cut with "…"; `null` where it must not be shown. */
  readonly excerpt: string | null;
  /** What is odd about it, in a few words; may be empty. */
  readonly note: string;
}

/** Labels that are likelier than the given ones. */
export interface LabelSuggestions {
  /** From 0, the worst label first. */
  readonly rows: Uint32Array;
  /** The likelier label of each. */
  readonly labels: readonly string[];
  /** The quality of each given label in [0, 1]; the lower, the worse. */
  readonly scores: Float64Array;
}

/** One thing that is wrong with a data set, or worth knowing. */
export interface Finding {
  /** Stable name, for example "exact-duplicates"; `lexops data clean --drop CODE` takes those with `droppable` rows. */
  readonly code: string;
  /** The detector that found it. */
  readonly detector: string;
  readonly severity: Severity;
  /** What was found, with its numbers. */
  readonly title: string;
  /** What it means for a model, in one sentence. */
  readonly meaning: string;
  readonly confidence: Confidence;
  /** Why it is that sure, in one sentence. */
  readonly basis: string;
  /** Rows concerned. */
  readonly count: number;
  /** Of all rows of the file, in [0, 1]. */
  readonly share: number;
  /** Further figures by name. */
  readonly figures: Readonly<Record<string, number | string>>;
  readonly examples: readonly FindingExample[];
  /** What mends it, in one sentence. */
  readonly advice: string;
  /** The command line that mends it, or `null` where a person has to. */
  readonly command: string | null;
  /** Rows (from 0) that dropping the finding would drop; empty where dropping mends nothing. */
  readonly droppable: Uint32Array;
  /** Better labels for some rows, where the finding is about those. */
  readonly suggestions?: LabelSuggestions;
}

/** A detector that could not work on the data, and why. */
export interface Omission {
  readonly detector: string;
  /** One sentence. */
  readonly reason: string;
}

/** A finding as reports hold it: without the rows that only cleaning and review need. */
export type ReportedFinding = Omit<Finding, "droppable" | "suggestions">;

/** The whole check; a plain JSON value without clock times, so that the same data give the same report. */
export interface QualityReport {
  readonly format: "lexops-data-check/v1";
  readonly file: string;
  /** SHA-256 of the file as it is on disk. */
  readonly digest: string;
  readonly rows: number;
  readonly textColumn: string;
  /** Null where there are no labels, or columns of 0 and 1 hold them. */
  readonly labelColumn: string | null;
  /** `text-classification` when absent. */
  readonly task?: Task;
  /** The most frequent first. */
  readonly labels: readonly { readonly label: string; readonly rows: number }[];
  /** The parts that were told apart, in order of first sight; empty without a split column. */
  readonly parts: readonly { readonly part: string; readonly rows: number }[];
  /** The other file whose rows were looked for, or `null`. */
  readonly against: { readonly file: string; readonly digest: string; readonly rows: number } | null;
  readonly seed: number;
  /** Every detector that ran, with all its settings. */
  readonly detectors: readonly { readonly detector: string; readonly title: string; readonly settings: unknown }[];
  readonly omitted: readonly Omission[];
  /** The worst first. */
  readonly findings: readonly ReportedFinding[];
  /** How many findings there are of each severity. */
  readonly counts: Readonly<Record<Severity, number>>;
}
