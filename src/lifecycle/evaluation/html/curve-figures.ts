/** @file ROC and precision-recall curves. */
import { formatFigure } from "../number-format.ts";
import type { EvaluationReport, LabelCurves } from "../report.ts";
import { chart, legend, type Plot, shareAxis } from "./chart.ts";
import { html, type Markup } from "./markup.ts";

function lines(plot: Plot, curves: readonly LabelCurves[], pick: (curve: LabelCurves) => LabelCurves["roc"]): Markup[] {
  return curves.map((curve, index) => html`<path class="series s${index}" d="${plot.line(pick(curve))}"/>`);
}

/** Both curves of each described label. */
export function curveFigures({ curves, byClass, rows, labels }: EvaluationReport): Markup[] {
  if (curves.length === 0) return [];
  const few = curves.length < labels.length && labels.length > 2 ? ` The ${curves.length} most frequent labels.` : "";
  const single = curves.length === 1 ? curves[0]! : undefined;
  const support = byClass.find(({ label }) => label === single?.label)?.support ?? 0;
  return [
    html`<figure class="card"><h3>ROC curve</h3>
${chart(
  {
    id: "roc",
    title: "ROC curve",
    description: `True positive rate against false positive rate. ${curves.map(({ label, rocAuc }) => `${label}: area ${formatFigure(rocAuc)}`).join("; ")}.`,
    x: shareAxis("False positive rate"),
    y: shareAxis("True positive rate"),
  },
  (plot) => [
    html`<path class="chance" d="${plot.line([
      [0, 0],
      [1, 1],
    ])}"/>`,
    ...lines(plot, curves, ({ roc }) => roc),
  ],
)}
${legend(curves.map(({ label, rocAuc }, series) => ({ name: label, series, figure: formatFigure(rocAuc) })))}
<figcaption>The area under it is the chance that an example of the label scores higher than another one. Dotted: guessing.${few}</figcaption></figure>`,
    html`<figure class="card"><h3>Precision and recall</h3>
${chart(
  {
    id: "precision-recall",
    title: "Precision-recall curve",
    description: `Precision against recall. ${curves.map(({ label, averagePrecision }) => `${label}: average precision ${formatFigure(averagePrecision)}`).join("; ")}.`,
    x: shareAxis("Recall"),
    y: shareAxis("Precision"),
  },
  (plot) =>
    [
      single !== undefined &&
        html`<path class="chance" d="${plot.line([
          [0, support / rows],
          [1, support / rows],
        ])}"/>`,
      ...lines(plot, curves, ({ precisionRecall }) => precisionRecall),
    ].filter((part) => part !== false),
)}
${legend(curves.map(({ label, averagePrecision }, series) => ({ name: label, series, figure: formatFigure(averagePrecision) })))}
<figcaption>What one costs in terms of the other, with the average precision.${single === undefined ? "" : " Dotted: guessing."}${few}</figcaption></figure>`,
  ];
}
