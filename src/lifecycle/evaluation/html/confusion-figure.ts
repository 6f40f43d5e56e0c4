/** @file The confusion matrix as a heat map: a table where its labels can be read, a picture where there are many. */
import { frequentConfusions } from "../many-labels.ts";
import { formatCount, formatShare } from "../number-format.ts";
import type { EvaluationReport } from "../report.ts";
import { px } from "./chart.ts";
import { html, type Markup } from "./markup.ts";
import { scrollable } from "./scrollable.ts";

const mostTableLabels = 14;
const mostPairs = 10;
/** Where there is no picture. */
const mostListed = 30;

/** Each row's shares decide how strong its cells are. */
export function confusionFigure(report: EvaluationReport): Markup {
  const { labels, confusions } = report;
  if (confusions !== undefined)
    return html`<figure class="card wide"><h3>Most frequent confusions</h3>${confusionList(report, mostListed)}
<figcaption>Of ${formatCount(confusions.pairs)} pairs of labels that were mixed up, with ${formatCount(labels.length)} labels.</figcaption></figure>`;
  const picture = labels.length <= mostTableLabels ? heatTable(report) : heatPicture(report);
  return html`<figure class="card${labels.length > 4 ? " wide" : ""}"><h3>Confusion matrix</h3>
${picture}
<figcaption>Rows: the true label. Columns: the predicted one. The stronger a cell, the greater its share of its row; the diagonal is right.</figcaption></figure>`;
}

function heatTable({ labels, confusionMatrix }: EvaluationReport): Markup {
  const rows = confusionMatrix.map((row, truth) => {
    const sum = row.reduce((total, count) => total + count, 0);
    const cells = row.map((count, prediction) => {
      const share = sum === 0 ? 0 : count / sum;
      const kind = truth === prediction ? "right" : "wrong";
      return html`<td class="${kind}" style="--heat:${(0.55 * Math.sqrt(share)).toFixed(3)}"><b>${formatCount(count)}</b><small>${formatShare(share)}</small></td>`;
    });
    return html`<tr><th scope="row" dir="auto" title="${labels[truth]!}">${labels[truth]!}</th>${cells}</tr>`;
  });
  return scrollable(
    "Confusion matrix",
    html`<table class="heat${labels.length <= 3 ? " few" : ""}"><thead><tr><td><span class="corner">true ╲ predicted</span></td>${labels.map((label) => html`<th scope="col" dir="auto" title="${label}">${label}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function heatPicture(report: EvaluationReport): Markup {
  const { labels, confusionMatrix } = report;
  const size = 600;
  const cell = size / labels.length;
  const squares = confusionMatrix.flatMap((row, truth) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.flatMap((count, prediction) => {
      if (count === 0) return [];
      const opacity = Math.max(0.12, Math.sqrt(count / sum)).toFixed(2);
      return [
        html`<rect class="${truth === prediction ? "right" : "wrong"}" x="${px(prediction * cell)}" y="${px(truth * cell)}" width="${px(cell)}" height="${px(cell)}" opacity="${opacity}"><title>${labels[truth]!} → ${labels[prediction]!}: ${formatCount(count)}</title></rect>`,
      ];
    });
  });
  return html`<div class="heat-picture"><svg viewBox="-1 -1 ${size + 2} ${size + 2}" role="img" aria-labelledby="confusion-title confusion-description">
<title id="confusion-title">Confusion matrix</title><desc id="confusion-description">${labels.length} labels; the most frequent confusions are listed beside it.</desc>
<rect class="frame" width="${size}" height="${size}"/>${squares}</svg>
<div><h4>Most frequent confusions</h4>${confusionList(report, mostPairs)}</div></div>`;
}

function confusionList(report: EvaluationReport, most: number): Markup {
  return html`<ol>${frequentConfusions(report)
    .mostFrequent.slice(0, most)
    .map(
      ({ label, prediction, count }) =>
        html`<li><bdi>${label}</bdi> taken for <bdi>${prediction}</bdi>: <b>${formatCount(count)}</b></li>`,
    )}</ol>`;
}
