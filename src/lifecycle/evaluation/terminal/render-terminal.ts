/** @file The report for a terminal. */
import { headlineMetrics, lowerIsBetter, metricTitle } from "../headline.ts";
import { worstLabels } from "../many-labels.ts";
import { formatCount, formatFigure, formatInterval, formatShare } from "../number-format.ts";
import type { Decision, EvaluationReport, Mistake } from "../report.ts";
import { sliceStanding } from "../slice-standing.ts";
import { calibrationLines } from "./calibration-lines.ts";
import { confusionLines } from "./confusion-lines.ts";
import { cutToWidth, displayWidth, oneLine, wrapWords } from "./display-width.ts";
import { intervalColumn } from "./interval-column.ts";
import { createPaint, type Paint } from "./paint.ts";
import { type Cell, textTable } from "./text-table.ts";
import { mistakeGroupLines, weakSliceLines } from "./weakness-lines.ts";

/** How a report is shown. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Mistakes shown here; the HTML report has them all. */
const mistakesShown = 5;
const linesOfMistake = 3;
/** With more labels only the worst are listed. */
const mostLabels = 50;
const fewestLabels = 20;
const mostDecisions = 20;
const wordsNamed = 8;

/** The report for a terminal, at most `width` columns wide (at least 40 are taken). */
export function renderTerminal(report: EvaluationReport, options: TerminalOptions): string {
  const paint = createPaint(options.color);
  const width = Math.max(40, options.width);
  const sections = [
    headline(report, paint, width),
    section("Confusion", confusionLines(report, paint, width), paint),
    section("By label", byLabel(report, paint, width), paint),
    section("Calibration", calibrationLines(report, paint, width), paint),
    section("Slices", slices(report, paint, width), paint),
    section("Where it is worst", weakSliceLines(report, paint, width), paint),
    section("Mixed up", mistakeGroupLines(report, paint, width), paint),
    section("Decision", decisionLines(report, paint, width), paint),
    section("Thresholds", thresholds(report, paint, width), paint),
    section("Surest mistakes", mistakes(report, paint, width), paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint.bold(title), ...lines];
}

function headline(report: EvaluationReport, paint: Paint, width: number): string[] {
  const { rows, labels, positiveLabel } = report;
  const about =
    positiveLabel === null
      ? `${formatCount(labels.length)} labels${report.task === undefined ? "" : ", several a text"}`
      : `positive label "${oneLine(positiveLabel)}"`;
  const figures = headlineMetrics(report)
    .filter((name) => report.metrics[name] !== undefined)
    .map((name): Cell[] => {
      const figure = report.metrics[name]!;
      const title = metricTitle(name, report);
      return [
        lowerIsBetter(name) ? `${title} (lower is better)` : title,
        { text: formatFigure(figure.value), paint: paint.bold },
        formatInterval(figure),
      ];
    });
  const columns = [
    { title: "Metric", align: "left" },
    { title: "Value", align: "right" },
    intervalColumn(report, 1),
  ] as const;
  const missing = headlineMetrics(report)
    .filter((name) => report.undefinedMetrics[name] !== undefined)
    .map((name) => `${metricTitle(name, report)} is not defined: ${oneLine(report.undefinedMetrics[name]!)}`);
  return [
    paint.bold(cutToWidth(`Evaluation of ${formatCount(rows)} examples, ${about}`, width)),
    ...textTable(columns, figures, { width, paint, indent: 2 }),
    ...missing.flatMap((sentence) => wrapWords(sentence, width - 2).map((line) => paint.dim(`  ${line}`))),
  ];
}

function byLabel(report: EvaluationReport, paint: Paint, width: number): string[] {
  const columns = [
    { title: "Label", align: "left" },
    { title: "Precision", align: "right" },
    { title: "Recall", align: "right" },
    { title: "F1", align: "right" },
    { title: "ROC AUC", align: "right", dropFirst: 1 },
    { title: "Examples", align: "right", dropFirst: 0 },
    { title: "Predicted", align: "right", dropFirst: 2 },
  ] as const;
  const shown = worstLabels(report.byClass, mostLabels, fewestLabels);
  const rows = shown.map((label): Cell[] => [
    oneLine(label.label),
    formatFigure(label.precision),
    formatFigure(label.recall),
    formatFigure(label.f1),
    label.rocAuc === null ? "–" : formatFigure(label.rocAuc),
    formatCount(label.support),
    formatCount(label.predicted),
  ]);
  const averages = (["macro", "weighted"] as const).map((average) => {
    const value = (name: string) => formatFigure(report.metrics[`${name}-${average}`]?.value ?? Number.NaN);
    const cells = [`mean, ${average}`, value("precision"), value("recall"), value("f1"), "", formatCount(report.rows)];
    return cells.map((text) => ({ text, paint: paint.dim }));
  });
  const note = `  the ${shown.length} labels with the lowest F1 of ${formatCount(report.byClass.length)}; --json has all`;
  return [
    ...textTable(columns, [...rows, ...averages], { width, paint, indent: 2 }),
    ...(shown.length < report.byClass.length ? [paint.dim(cutToWidth(note, width))] : []),
  ];
}

function slices(report: EvaluationReport, paint: Paint, width: number): string[] {
  const columns = [
    { title: "Column", align: "left" },
    { title: "Value", align: "left" },
    { title: "Examples", align: "right" },
    { title: "Accuracy", align: "right" },
    intervalColumn(report, 2),
    { title: "", align: "left" },
    { title: report.task === undefined ? "F1" : "F1, micro", align: "right", dropFirst: 1 },
  ] as const;
  const marks = { below: "▼", above: "▲", within: "" };
  const rows = report.slices.map((slice, index): Cell[] => {
    const { accuracy, f1 } = slice.metrics;
    const mark = marks[sliceStanding(slice, report)];
    return [
      report.slices[index - 1]?.column === slice.column ? "" : oneLine(slice.column),
      oneLine(slice.value),
      formatCount(slice.rows),
      formatFigure(accuracy!.value),
      { text: formatInterval(accuracy!), paint: paint.dim },
      { text: mark, paint: mark === "▼" ? paint.bad : paint.good },
      formatFigure(f1!.value),
    ];
  });
  if (rows.length === 0) return [];
  const legend = report.slices.some((slice) => sliceStanding(slice, report) !== "within")
    ? [paint.dim(cutToWidth("  ▼ ▲ the whole interval lies below or above the overall accuracy", width))]
    : [];
  return [...textTable(columns, rows, { width, paint, indent: 2 }), ...legend];
}

/** From which probability on labels were given, where that was chosen. */
function decisionLines({ decision, labels }: EvaluationReport, paint: Paint, width: number): string[] {
  if (decision === undefined) return [];
  const { goal, thresholds: chosen } = decision;
  const rows = labels
    .filter((label) => Object.hasOwn(chosen, label))
    .map((label): Cell[] => [oneLine(label), formatFigure(chosen[label]!)]);
  const columns = [
    { title: "Given from", align: "left" },
    { title: "Threshold", align: "right" },
  ] as const;
  return [
    ...(goal === null ? [] : [cutToWidth(`  Thresholds were chosen for ${goal}${sourceText(decision)}.`, width)]),
    ...textTable(columns, rows.slice(0, mostDecisions), { width, paint, indent: 2 }),
    ...(rows.length > mostDecisions
      ? [paint.dim(`  and ${formatCount(rows.length - mostDecisions)} more; --json has all`)]
      : []),
  ];
}

function sourceText({ source }: Decision): string {
  if (source === null) return "";
  return source === "validation" ? " on the validation set" : " on the training set, out of fold";
}

function thresholds(report: EvaluationReport, paint: Paint, width: number): string[] {
  if (report.positiveLabel === null) return [];
  const columns = [
    { title: `To give "${oneLine(report.positiveLabel)}" with`, align: "left" },
    { title: "Threshold", align: "right" },
    { title: "Precision", align: "right" },
    { title: "Recall", align: "right" },
    { title: "Given to", align: "right", dropFirst: 1 },
  ] as const;
  const rows = report.thresholds.flatMap(({ choices }) =>
    choices.map(({ goal, target, reached }): Cell[] => {
      const wish = target === null ? "the best F1" : `${goal} of at least ${target}`;
      if (reached === null) return [wish, "none", "", "", ""];
      const { threshold, precision, recall, share } = reached;
      return [wish, formatFigure(threshold), formatFigure(precision), formatFigure(recall), formatShare(share)];
    }),
  );
  return rows.length === 0 ? [] : textTable(columns, rows, { width, paint, indent: 2 });
}

function mistakes({ worstMistakes }: EvaluationReport, paint: Paint, width: number): string[] {
  return worstMistakes
    .slice(0, mistakesShown)
    .flatMap((mistake, index) => [
      cutToWidth(`  ${index + 1}. ${mistakeTitle(mistake)} (example ${formatCount(mistake.row + 1)})`, width),
      ...mistakeLines(mistake, paint, width - 5).map((line) => `     ${line}`),
      ...wordLine(mistake, paint, width - 5).map((line) => `     ${line}`),
    ]);
}

function mistakeTitle({ label, prediction, score, about }: Mistake): string {
  if (about === undefined) return `"${oneLine(label)}" taken for "${oneLine(prediction)}" with ${formatFigure(score)}`;
  const what = about.given ? "given" : "missed";
  return `"${oneLine(about.label)}" ${what} with ${formatFigure(score)}: ${oneLine(prediction)} instead of ${oneLine(label)}`;
}

/** The excerpt in a few lines, the words that led to the mistake set off. */
function mistakeLines({ excerpt, cut, words }: Mistake, paint: Paint, width: number): string[] {
  const pieces: { readonly text: string; readonly influence: number }[] = [];
  let from = 0;
  for (const { start, end, influence } of words) {
    pieces.push({ text: excerpt.slice(from, start), influence: 0 }, { text: excerpt.slice(start, end), influence });
    from = end;
  }
  pieces.push({ text: excerpt.slice(from), influence: 0 });
  const marked = pieces.flatMap(({ text, influence }) =>
    text
      .split(/[\s\p{Control}]+/u)
      .map((word, index) => ({ word: oneLine(word), influence, joined: index === 0 }))
      .filter(({ word, joined }) => word !== "" || !joined),
  );
  const lines: string[] = [];
  let line = cut[0] ? "… " : "";
  let used = displayWidth(line);
  for (const { word, influence, joined } of marked) {
    const shown = cutToWidth(word, width);
    const space = joined || used === 0 || line.endsWith(" ") ? "" : " ";
    if (used + space.length + displayWidth(shown) > width - 2) {
      lines.push(line.trimEnd());
      line = "";
      used = 0;
    } else {
      line += space;
      used += space.length;
    }
    const unmarked = (text: string) => text;
    line += (influence > 0 ? paint.bad : influence < 0 ? paint.good : unmarked)(shown);
    used += displayWidth(shown);
  }
  lines.push(line);
  if (lines.length <= linesOfMistake) return cut[1] ? [...lines.slice(0, -1), `${lines.at(-1)} …`] : lines;
  return [...lines.slice(0, linesOfMistake - 1), `${lines[linesOfMistake - 1]} …`];
}

/** The words that led to the mistake, the strongest first. */
function wordLine({ excerpt, words }: Mistake, paint: Paint, width: number): string[] {
  const strongest = words
    .filter(({ influence }) => influence > 0)
    .sort((left, right) => right.influence - left.influence)
    .map(({ start, end }) => oneLine(excerpt.slice(start, end)).toLowerCase());
  if (strongest.length === 0) return [];
  const named = [...new Set(strongest)].slice(0, wordsNamed).join(", ");
  return [paint.dim(cutToWidth(`Because of: ${named}`, width))];
}
