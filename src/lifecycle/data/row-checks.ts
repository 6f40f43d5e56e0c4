/** @file What is looked at in every text and label while rows pass, and how it is told. */
import type { DataRow, RowsSummary } from "./data-row.ts";
import type { DataWarning } from "./dataset.ts";
import { shownLabel } from "./errors.ts";
import { requireLabelLength } from "./label-length.ts";
import { findLabelTypos } from "./label-typos.ts";
import { createWarningCounts, plural } from "./warnings.ts";

/** The checks of one file. */
export interface RowChecks {
  /** Looks at a text; gives what is to be kept of it. */
  text(bytes: Uint8Array | undefined, row: Pick<DataRow, "number" | "mayHoldOddBytes">): Uint8Array;
  /** Looks at the label of a row in `column`; `undefined` when there is none. @throws LabelTooLongError */
  label(bytes: Uint8Array | undefined, row: number, column: string): string | undefined;
  /** Notes a row that may have several labels and has none. */
  noLabels(row: number): void;
  /** What was found. `labels`: how often each occurs, `null` where the file needs none. */
  warnings(
    summary: RowsSummary,
    textColumn: string,
    labelColumn: string | null,
    labels: ReadonlyMap<string, number> | null,
  ): DataWarning[];
}

const NOTHING = new Uint8Array(0);
const REPLACEMENT = Buffer.from("\ufffd");

/** Starts the checks of a file. */
export function createRowChecks(file: string): RowChecks {
  const counts = createWarningCounts();
  return {
    text(bytes = NOTHING, { number, mayHoldOddBytes }) {
      if (isBlank(bytes)) counts.note("empty-texts", number);
      else if (mayHoldOddBytes) {
        const buffer = asBuffer(bytes);
        if (buffer.includes(0)) counts.note("nul-bytes", number);
        if (buffer.includes(REPLACEMENT)) counts.note("invalid-bytes", number);
      }
      return bytes;
    },
    label(bytes = NOTHING, row, column) {
      if (isBlank(bytes)) {
        counts.note("missing-labels", row);
        return undefined;
      }
      const label = asBuffer(bytes).toString("utf8");
      requireLabelLength(label, { file, row, column });
      return label;
    },
    noLabels(row) {
      counts.note("no-labels", row);
    },
    warnings(summary, textColumn, labelColumn, labels) {
      const { rows, encoding } = summary;
      const at = (column: string | null) => (column === null ? file : `${file}, column "${column}"`);
      const found = [
        ...summary.warnings,
        encoding === "windows-1252"
          ? {
              code: "encoding-guessed",
              message: `${file} is not UTF-8; it was read as windows-1252 (latin-1), the likeliest encoding. Save it as UTF-8 if letters look wrong.`,
              count: rows,
              rows: [],
            }
          : undefined,
        counts.find(
          "empty-texts",
          (count, where) =>
            `${at(textColumn)}: ${plural(count, "text")} of ${rows} (${where}) ${verb(count, "is", "are")} empty.`,
        ),
        counts.find(
          "nul-bytes",
          (count, where) =>
            `${at(textColumn)}: ${plural(count, "text")} (${where}) ${verb(count, "holds", "hold")} NUL characters, which were kept.`,
        ),
        summary.hasInvalidBytes
          ? counts.find(
              "invalid-bytes",
              (count, where) =>
                `${at(textColumn)}: ${plural(count, "text")} (${where}) ${verb(count, "holds", "hold")} bytes that are not ${encoding}; they became U+FFFD.`,
            )
          : undefined,
        counts.find(
          "missing-labels",
          (count, where) =>
            `${at(labelColumn)}: ${plural(count, "row")} of ${rows} (${where}) ${verb(count, "has", "have")} no label.`,
        ),
        counts.find(
          "no-labels",
          (count, where) =>
            `${at(labelColumn)}: ${plural(count, "row")} of ${rows} (${where}) ${verb(count, "has", "have")} none of the labels, and ${verb(count, "counts", "count")} as such.`,
        ),
        labels?.size === 1
          ? {
              code: "single-label",
              message: `${at(labelColumn)} holds only one label, ${shownLabel([...labels.keys()][0]!)}; nothing can be learnt from it.`,
              count: [...labels.values()][0]!,
              rows: [],
            }
          : undefined,
        labels === null ? undefined : typoWarning(at(labelColumn), labels),
      ];
      return found.filter((warning) => warning !== undefined);
    },
  };
}

const verb = (count: number, one: string, many: string) => (count === 1 ? one : many);

const asBuffer = (bytes: Uint8Array) =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether there is nothing but white space (ASCII, or the rare kinds beyond it). */
function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte >= 0x80) return bytes.length < 256 && asBuffer(bytes).toString("utf8").trim() === "";
    if (byte !== 0x20 && (byte < 0x09 || byte > 0x0d)) return false;
  }
  return true;
}

function typoWarning(place: string, labels: ReadonlyMap<string, number>): DataWarning | undefined {
  const typos = findLabelTypos(labels);
  if (typos.length === 0) return undefined;
  const named = typos
    .slice(0, 3)
    .map(({ label, count, meant }) => `${shownLabel(label)} (${plural(count, "row")}) beside ${shownLabel(meant)}`);
  return {
    code: "label-typos",
    message: `${place}: ${plural(typos.length, "label")} may be misspelt: ${named.join("; ")}${typos.length > 3 ? "; …" : ""}. They count as labels of their own.`,
    count: typos.reduce((sum, { count }) => sum + count, 0),
    rows: [],
  };
}
