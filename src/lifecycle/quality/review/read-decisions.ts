/** @file What people decided in a review file, checked against the data it was made of. */
import { type Dataset, readDataset } from "../../data/index.ts";
import { textAt } from "../../text/index.ts";
import { NotAReviewFileError, OtherDataReviewedError, UnknownDecisionError } from "../errors.ts";
import type { ExamineOptions } from "../examine-options.ts";
import { decisionWords, reviewColumns } from "./review-columns.ts";
import { textDigest } from "./review-file.ts";

/** Decisions by row, from 0. */
export interface ReviewDecisions {
  /** New labels; rows that keep theirs are not listed. */
  readonly labels: ReadonlyMap<number, string>;
  readonly dropped: readonly number[];
  /** Rows of the review without a decision. */
  readonly undecided: number;
}

/**
 * Reads a review file. Every row is checked before any counts: it must have been made of this very file, and each
 * decision must be empty, "keep", "accept", "drop" or a label that the data have.
 * @throws NotAReviewFileError, OtherDataReviewedError, UnknownDecisionError, and what reading throws
 */
export async function readDecisions(
  file: string,
  data: Dataset,
  { progress, signal }: Pick<ExamineOptions, "progress" | "signal">,
): Promise<ReviewDecisions> {
  const wanted = reviewColumns.filter((name) => name !== "text");
  const head = await readDataset(file, { text: "text", label: null, progress, signal }).catch((error: unknown) => {
    if ((error as { readonly code?: unknown }).code === "data/unknown-column")
      throw new NotAReviewFileError(file, "text");
    throw error;
  });
  const missing = wanted.find((name) => !head.columns.includes(name));
  if (missing !== undefined) throw new NotAReviewFileError(file, missing);
  const { extra, rows } = await readDataset(file, { text: "text", label: null, extra: wanted, progress, signal });
  const known = new Set(data.labels.names);
  const labels = new Map<number, string>();
  const dropped: number[] = [];
  let undecided = 0;
  const cell = (name: string, at: number) => extra[name]![at] ?? "";
  for (let at = 0; at < rows; at++) {
    if (cell("data_sha256", at) !== data.digest)
      throw new OtherDataReviewedError(
        file,
        data.file,
        `it was made of data with the digest ${cell("data_sha256", at) || "(none)"}, and this file's is ${data.digest}`,
      );
    const row = Number(cell("row", at)) - 1;
    if (
      !Number.isInteger(row) ||
      row < 0 ||
      row >= data.rows ||
      cell("text_sha256", at) !== textDigest(textAt(data.texts, row))
    )
      throw new OtherDataReviewedError(
        file,
        data.file,
        `row ${at + 1} of it does not describe row ${cell("row", at)} of the data`,
      );
    const decision = cell("decision", at).trim();
    if (decision === "") undecided++;
    else if (known.has(decision)) labels.set(row, decision);
    else if (decision === decisionWords.drop) dropped.push(row);
    else if (decision === decisionWords.accept && known.has(cell("suggested", at)))
      labels.set(row, cell("suggested", at));
    else if (decision !== decisionWords.keep) throw new UnknownDecisionError(file, at + 1, decision, data.labels.names);
  }
  for (const [row, label] of labels) if (data.labels.names[data.labels.ids[row]!] === label) labels.delete(row);
  return { labels, dropped, undecided };
}
