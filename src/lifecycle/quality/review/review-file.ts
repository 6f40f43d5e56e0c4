/** @file Rows whose label is doubted, as a CSV file for people to decide. */
import { sha256 } from "../../../foundation/index.ts";
import type { Dataset } from "../../data/index.ts";
import { textAt } from "../../text/index.ts";
import { excerptOf } from "../excerpt.ts";
import type { LabelSuggestions } from "../finding.ts";
import { reviewColumns, TEXT_DIGEST_DIGITS } from "./review-columns.ts";

/** The file's content: one row for each suggestion, the worst label first, the column `decision` empty. */
export function reviewFile({ texts, labels, digest }: Dataset, suggestions: LabelSuggestions): string {
  const lines = Array.from(suggestions.rows, (row, at) =>
    [
      String(row + 1),
      labels.names[labels.ids[row]!] ?? "",
      suggestions.labels[at]!,
      "",
      suggestions.scores[at]!.toFixed(4),
      inert(excerptOf(texts, row)),
      textDigest(textAt(texts, row)),
      digest,
    ]
      .map(quoted)
      .join(","),
  );
  return `${[reviewColumns.join(","), ...lines].join("\n")}\n`;
}

/** Tells whether a row still holds the text that was reviewed. */
export const textDigest = (text: string) => sha256(Buffer.from(text, "utf8")).slice(0, TEXT_DIGEST_DIGITS);

const quoted = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A text that a spreadsheet would take for a formula gets an apostrophe before it; it is only looked at. */
const inert = (text: string) => (/^[=+\-@\t]/.test(text) ? `'${text}` : text);
