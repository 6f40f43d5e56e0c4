/** @file The report of a check for a terminal. */
import { createPaint, cutToWidth, displayWidth, oneLine, type Paint, wrapWords } from "../../evaluation/index.ts";
import type { QualityReport, ReportedFinding, Severity } from "../finding.ts";
import { amount, counted, labelsWord, shareWord } from "../words.ts";

/** Where it is shown. */
export interface CheckView {
  readonly color: boolean;
  /** Columns; at least 40 are taken. */
  readonly width: number;
  /** Examples of each finding. */
  readonly examples?: number;
}

const marks: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "note" };

/** Every finding with what it means, how sure it is, examples and the command that mends it. */
export function renderCheck(report: QualityReport, { color, width: columns, examples = 3 }: CheckView): string {
  const paint = createPaint(color);
  const width = Math.max(40, columns);
  const { file, rows, parts, against, findings, omitted, detectors } = report;
  const about = [
    `${counted(rows)} rows`,
    labelsWord(report),
    ...(parts.length > 0 ? [parts.map(({ part, rows: own }) => `${oneLine(part)} ${counted(own)}`).join(", ")] : []),
    ...(against === null ? [] : [`against ${oneLine(against.file)} (${counted(against.rows)} rows)`]),
  ];
  const name = oneLine(file);
  const facts = about.join("; ");
  const source = `sha256 ${report.digest.slice(0, 16)}…, text column "${oneLine(report.textColumn)}"`;
  const lines = [
    ...(displayWidth(`${name}: ${facts}`) <= width
      ? [`${paint.bold(name)}: ${facts}`]
      : [paint.bold(cutToWidth(name, width)), ...wrapWords(facts, width)]),
    ...wrapWords(source, width).map(paint.dim),
    "",
    verdict(report, paint),
  ];
  for (const finding of findings) lines.push("", ...findingLines(finding, paint, width, examples));
  const silent = detectors.filter(
    ({ detector }) =>
      !findings.some((finding) => finding.detector === detector) && !omitted.some((one) => one.detector === detector),
  );
  lines.push("");
  if (silent.length > 0)
    lines.push(...wrapped("Nothing found by", silent.map(({ detector }) => detector).join(", "), width));
  for (const { detector, reason } of omitted) lines.push(...wrapped("not run", `${detector}: ${reason}`, width));
  return `${lines.join("\n").trimEnd()}\n`;
}

function verdict({ counts, findings }: QualityReport, paint: Paint): string {
  if (findings.length === 0) return paint.good("Nothing was found.");
  const parts = [
    counts.error > 0 && paint.bad(amount(counts.error, "error", "errors")),
    counts.warning > 0 && paint.accent(amount(counts.warning, "warning", "warnings")),
    counts.note > 0 && amount(counts.note, "note", "notes"),
  ];
  return `Found ${parts.filter((part) => part !== false).join(", ")}.`;
}

function findingLines(finding: ReportedFinding, paint: Paint, width: number, shown: number): string[] {
  const { severity, title, code, share, meaning, confidence, basis, figures, examples, advice, command } = finding;
  const colour = { error: paint.bad, warning: paint.accent, note: paint.dim }[severity];
  const [first = "", ...rest] = wrapWords(`${oneLine(title)}, ${shareWord(share)} of all`, width - 9);
  const lines = [
    `${colour(marks[severity].padEnd(8))} ${paint.bold(first)}`,
    ...rest.map((line) => `${" ".repeat(9)}${paint.bold(line)}`),
    ...wrapped("means", meaning, width),
    ...wrapped("sure", `${confidence}. ${basis}`, width),
  ];
  const figureList = Object.entries(figures).map(([name, value]) => `${oneLine(name)}: ${value}`);
  if (figureList.length > 0) lines.push(...wrapped("figures", figureList.join("; "), width));
  for (const { rows, excerpt, note } of examples.slice(0, shown)) {
    const where = `${rows.length === 1 ? "row" : "rows"} ${rows.join(", ")}${note === "" ? "" : ` (${oneLine(note)})`}`;
    const text = excerpt === null ? "" : oneLine(excerpt);
    const isLong = displayWidth(where) > width / 2; // the text then gets a line of its own
    const shownLines = text === "" ? [where] : isLong ? [where, text] : [`${where}: ${text}`];
    const cut = shownLines.map((line) => cutToWidth(line, width - 9));
    lines.push(...hanging("e.g.", cut));
  }
  lines.push(...wrapped("mend", advice, width));
  lines.push(
    ...hanging(
      "",
      [paint.good(command ?? ""), paint.dim(`[${code}]`)].filter((part) => part !== ""),
    ),
  );
  return lines;
}

const wrapped = (name: string, text: string, width: number) =>
  name.length > 8 ? wrapWords(`${name}: ${oneLine(text)}`, width) : hanging(name, wrapWords(oneLine(text), width - 9));

function hanging(name: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? name : "").padEnd(9)}${line}`);
}
