/** @file The tables: by label, by slice, by threshold. */
import { worstLabels } from "../many-labels.ts";
import { formatCount, formatFigure, formatInterval, formatShare } from "../number-format.ts";
import type { EvaluationReport, ThresholdChoice } from "../report.ts";
import { sliceStanding } from "../slice-standing.ts";
import { intervalMark } from "./interval-mark.ts";
import { html, type Markup } from "./markup.ts";
import { scrollable } from "./scrollable.ts";

/** With more labels only the worst are shown. */
const mostLabels = 100;
const fewestLabels = 40;

function number(text: string): Markup {
  return html`<td class="number">${text}</td>`;
}

function headings(titles: readonly string[], texts: number): Markup {
  return html`<thead><tr>${titles.map((title, index) => html`<th scope="col"${index >= texts && html` class="number"`}>${title}</th>`)}</tr></thead>`;
}

/** Precision, recall and F1 of each label, with their means. */
export function labelTable({ byClass, metrics, rows }: EvaluationReport): Markup {
  const shown = worstLabels(byClass, mostLabels, fewestLabels);
  const body = shown.map(
    (label) =>
      html`<tr><th scope="row" dir="auto">${label.label}</th>${number(formatFigure(label.precision))}${number(formatFigure(label.recall))}${number(formatFigure(label.f1))}${number(label.rocAuc === null ? "–" : formatFigure(label.rocAuc))}${number(formatCount(label.support))}${number(formatCount(label.predicted))}</tr>`,
  );
  const means = (["macro", "weighted"] as const).map((average) => {
    const value = (name: string) => number(formatFigure(metrics[`${name}-${average}`]?.value ?? Number.NaN));
    return html`<tr><th scope="row">Mean, ${average}</th>${value("precision")}${value("recall")}${value("f1")}<td></td>${number(formatCount(rows))}<td></td></tr>`;
  });
  const table = scrollable(
    "By label",
    html`<table>${headings(["Label", "Precision", "Recall", "F1", "ROC AUC", "Examples", "Predicted"], 1)}<tbody>${body}</tbody><tfoot>${means}</tfoot></table>`,
  );
  if (shown.length === byClass.length) return table;
  return html`<p class="note">The ${shown.length} labels with the lowest F1 of ${formatCount(byClass.length)}; evaluation.json has all.</p>${table}`;
}

/** Accuracy and F1 of each part of the examples, beside the whole. */
export function sliceTable(report: EvaluationReport): Markup {
  const overall = report.metrics["accuracy"]?.value;
  const lowest = Math.min(
    ...report.slices.map(({ metrics }) => metrics["accuracy"]!.low ?? metrics["accuracy"]!.value),
  );
  const highest = Math.max(
    ...report.slices.map(({ metrics }) => metrics["accuracy"]!.high ?? metrics["accuracy"]!.value),
  );
  const [axisLow, axisHigh] = [
    Math.max(0, Math.floor(lowest * 20 - 0.1) / 20),
    Math.min(1, Math.ceil(highest * 20) / 20),
  ];
  const words = { below: "below the whole", above: "above the whole", within: "" };
  const groups = Map.groupBy(report.slices, ({ kind, column }) => `${kind} ${column}`);
  const bodies = [...groups.values()].map(
    (slices) =>
      html`<tbody><tr><th scope="rowgroup" colspan="6" dir="auto">${slices[0]!.kind === "length" ? "Length of the text" : slices[0]!.column}</th></tr>${slices.map(
        (slice) => {
          const { accuracy, f1 } = slice.metrics;
          const standing = sliceStanding(slice, report);
          return html`<tr><th scope="row" class="inner" dir="auto">${slice.value}</th>${number(formatCount(slice.rows))}${number(formatFigure(accuracy!.value))}${number(formatInterval(accuracy!))}<td class="picture">${intervalMark(accuracy!, axisLow, axisHigh, overall)}<span class="standing ${standing}">${words[standing]}</span></td>${number(formatFigure(f1!.value))}</tr>`;
        },
      )}</tbody>`,
  );
  return scrollable(
    "Slices",
    html`<table><thead><tr><th scope="col">Part</th><th scope="col" class="number">Examples</th><th scope="col" class="number">Accuracy</th><th scope="col" class="number">Interval</th><th scope="col">From ${axisLow} to ${axisHigh}</th><th scope="col" class="number">${report.task === undefined ? "F1" : "F1, micro"}</th></tr></thead>${bodies}</table>`,
  );
}

/** From which probability on labels were given, where that was chosen. */
export function decisionNote({ decision, labels }: EvaluationReport): Markup | null {
  if (decision === undefined) return null;
  const chosen = labels.filter((label) => Object.hasOwn(decision.thresholds, label));
  return html`<p>The figures above are with these thresholds${decision.goal === null ? null : html`, chosen for <b>${decision.goal}</b>`}: ${chosen.slice(0, mostLabels).map((label, index) => html`${index > 0 ? ", " : ""}<bdi>${label}</bdi> ${formatFigure(decision.thresholds[label]!)}`)}${chosen.length > mostLabels && ", …"}.</p>`;
}

/** What each wished precision or recall costs. */
export function thresholdTable({ thresholds, positiveLabel, byClass }: EvaluationReport): Markup {
  const single = positiveLabel !== null;
  const shownLabels = new Set(worstLabels(byClass, mostLabels, fewestLabels).map(({ label }) => label));
  const body = thresholds
    .filter(({ label }) => single || shownLabels.has(label))
    .flatMap(({ label, choices }) =>
      choices
        .filter(({ target }) => single || target === null || target === 0.9)
        .map((choice, index, shown) => {
          const name =
            !single && index === 0
              ? html`<th scope="rowgroup" rowspan="${shown.length}" dir="auto">${label}</th>`
              : null;
          return html`<tr>${name}<th scope="row">${wish(choice)}</th>${reachedCells(choice)}</tr>`;
        }),
    );
  const titles = ["Wish", "Threshold", "Precision", "Recall", "F1", "Given to"];
  return scrollable(
    "Thresholds",
    html`<table>${single ? headings(titles, 1) : headings(["Label", ...titles], 2)}<tbody>${body}</tbody></table>`,
  );
}

function wish({ goal, target }: ThresholdChoice): string {
  return target === null ? "The best F1" : `${goal === "precision" ? "Precision" : "Recall"} of at least ${target}`;
}

function reachedCells({ reached }: ThresholdChoice): Markup {
  if (reached === null) return html`<td colspan="5" class="none">No threshold reaches it.</td>`;
  const { threshold, precision, recall, f1, share } = reached;
  return html`${[threshold, precision, recall, f1].map((value) => number(formatFigure(value)))}${number(formatShare(share))}`;
}
