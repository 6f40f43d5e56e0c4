/** @file The figures one looks at first, and all others in a table. */
import { labelSetMetrics, metrics } from "../../metrics/index.ts";
import { headlineMetrics, lowerIsBetter, metricTitle } from "../headline.ts";
import { formatFigure, formatInterval, formatPercent } from "../number-format.ts";
import type { EvaluationReport, Figure } from "../report.ts";
import { intervalMark } from "./interval-mark.ts";
import { html, type Markup } from "./markup.ts";
import { scrollable } from "./scrollable.ts";

/** Tiles that are shown large. */
const largeTiles = 4;

/** The headline figures as tiles. */
export function figureTiles(report: EvaluationReport): Markup {
  const shown = headlineMetrics(report).filter((name) => report.metrics[name] !== undefined);
  const undefinedOnes = Object.entries(report.undefinedMetrics);
  return html`<dl class="tiles">${shown.map((name, index) => tile(name, report, index < largeTiles))}</dl>
${undefinedOnes.length > 0 && html`<p class="note">Not defined here: ${undefinedOnes.map(([name]) => (report.task === undefined ? (metrics.find(name)?.title ?? name) : metricTitle(name, report))).join("; ")}. ${undefinedOnes[0]![1]}</p>`}`;
}

function tile(name: string, report: EvaluationReport, large: boolean): Markup {
  const figure = report.metrics[name]!;
  const interval = formatInterval(figure);
  return html`<div class="tile${large ? " large" : ""}"><dt>${metricTitle(name, report)}${lowerIsBetter(name) ? html` <small>lower is better</small>` : null}</dt><dd><strong>${formatFigure(figure.value)}</strong>${interval === "" ? null : html`<span class="interval">${interval}</span>`}${markOf(name, figure)}</dd></div>`;
}

function markOf(name: string, figure: Figure): Markup | null {
  const metric = metrics.find(name) ?? labelSetMetrics.find(name);
  return metric?.direction === "higher" ? intervalMark(figure, ...metric.range) : null;
}

/** Every figure of the report, folded away. */
export function allFigures(report: EvaluationReport): Markup {
  const rows = Object.entries(report.metrics).map(
    ([name, figure]) =>
      html`<tr><th scope="row">${metricTitle(name, report)}</th><td><code>${name}</code></td><td class="number">${formatFigure(figure.value)}</td><td class="number">${formatInterval(figure)}</td></tr>`,
  );
  return html`<details><summary>All ${rows.length} figures</summary>${scrollable(
    "All figures",
    html`<table><thead><tr><th scope="col">Figure</th><th scope="col">Name</th><th scope="col" class="number">Value</th><th scope="col" class="number">${report.resamples === 0 ? "Interval" : `${formatPercent(report.confidence)} interval`}</th></tr></thead><tbody>${rows}</tbody></table>`,
  )}</details>`;
}
