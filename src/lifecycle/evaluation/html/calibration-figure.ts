/** @file The reliability diagram: what came true, against what was said. */
import { formatCount, formatFigure } from "../number-format.ts";
import type { EvaluationReport } from "../report.ts";
import { chart, px, shareAxis } from "./chart.ts";
import { html, type Markup } from "./markup.ts";

/** Bins as dots on the diagonal's chart, sized and underlaid by how many examples they hold. */
export function calibrationFigure({ calibration, metrics, rows, task }: EvaluationReport): Markup {
  const bins = calibration.bins.filter(({ count }) => count > 0);
  const whose =
    task !== undefined
      ? "of each label"
      : calibration.label === null
        ? "of the predicted label"
        : `of "${calibration.label}"`;
  const error = metrics["expected-calibration-error"]?.value;
  const before = calibration.before?.bins.filter(({ count }) => count > 0) ?? null;
  const was = calibration.before?.metrics["expected-calibration-error"];
  const most = Math.max(...bins.map(({ count }) => count));
  return html`<figure class="card"><h3>Calibration</h3>
${chart(
  {
    id: "calibration",
    title: "Reliability diagram",
    description: bins
      .map(
        (bin) =>
          `Of ${formatCount(bin.count)} examples at ${formatFigure(bin.meanProbability)}, ${formatFigure(bin.observed)} came true`,
      )
      .join("; "),
    x: shareAxis(`Probability ${whose}`.slice(0, 48)),
    y: shareAxis("Share that came true"),
  },
  (plot) => [
    ...bins.map((bin) => {
      const height = (bin.count / most) * plot.height * 0.3;
      const [left, right] = [plot.x(bin.low) + 1, plot.x(bin.high) - 1];
      return html`<rect class="count" x="${px(left)}" width="${px(right - left)}" y="${px(plot.top + plot.height - height)}" height="${px(height)}"><title>${formatCount(bin.count)} examples</title></rect>`;
    }),
    html`<path class="chance" d="${plot.line([
      [0, 0],
      [1, 1],
    ])}"/>`,
    ...(before === null
      ? []
      : [
          html`<path class="series s1" d="${plot.line(before.map((bin) => [bin.meanProbability, bin.observed] as const))}"><title>Before the calibration</title></path>`,
        ]),
    html`<path class="series s0" d="${plot.line(bins.map((bin) => [bin.meanProbability, bin.observed] as const))}"/>`,
    ...bins.map(
      (bin) =>
        html`<circle class="dot" cx="${px(plot.x(bin.meanProbability))}" cy="${px(plot.y(bin.observed))}" r="${px(3 + 3 * Math.sqrt(bin.count / most))}"><title>${formatFigure(bin.meanProbability)} said, ${formatFigure(bin.observed)} came true, ${formatCount(bin.count)} examples</title></circle>`,
    ),
  ],
)}
<figcaption>On the dotted line probabilities mean what they say: below it the model is too sure, above it too shy. Bars: ${task === undefined ? "examples" : "examples and labels"} in each bin${task === undefined ? ` of ${formatCount(rows)}` : ""}.${error === undefined ? "" : ` Expected calibration error of the predicted label's probability, 15 bins: ${formatFigure(error)}${was === undefined ? "" : `, before the calibration (second line) ${formatFigure(was)}`}.`}</figcaption></figure>`;
}
