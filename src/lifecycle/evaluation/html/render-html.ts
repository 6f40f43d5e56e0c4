/** @file The report as one self-contained HTML page: no script, no request, readable without pictures. */
import { formatCount, formatPercent } from "../number-format.ts";
import type { EvaluationReport } from "../report.ts";
import { calibrationFigure } from "./calibration-figure.ts";
import { confusionFigure } from "./confusion-figure.ts";
import { curveFigures } from "./curve-figures.ts";
import { allFigures, figureTiles } from "./figure-tiles.ts";
import { learningFigures } from "./learning-figures.ts";
import { html, Markup } from "./markup.ts";
import { mistakeList } from "./mistake-list.ts";
import { pageStyle } from "./page-style.ts";
import { decisionNote, labelTable, sliceTable, thresholdTable } from "./tables.ts";
import { mistakeGroupList, weakSliceTable } from "./weakness-tables.ts";

interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
}

/** The report as one self-contained HTML page. Every text in it is escaped. */
export function renderHtml(report: EvaluationReport, title: string): string {
  const { rows, labels, positiveLabel, confidence, resamples, seed } = report;
  const sections = sectionsOf(report);
  const about = [
    `${formatCount(rows)} examples`,
    positiveLabel === null
      ? `${labels.length} labels${report.task === undefined ? "" : ", several a text"}`
      : `positive label "${positiveLabel}"`,
    resamples === 0 ? "no intervals" : `${formatPercent(confidence)} intervals`,
  ].join(", ");
  const method =
    resamples === 0
      ? "Figures follow scikit-learn's definitions."
      : `Figures follow scikit-learn's definitions. Intervals: percentile bootstrap, ${formatCount(resamples)} resamples${report.rankingResamples === undefined ? "" : ` (${formatCount(report.rankingResamples)} for ROC AUC and average precision)`}, seed ${seed}.`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<header>
<h1 dir="auto">${title}</h1>
<p class="about">${about}</p>
<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main>
${figureTiles(report)}
${allFigures(report)}
${sections.map(({ id, title: name, content }) => html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${name}</h2>${content}</section>`)}
</main>
<footer>${method}</footer>
</body>
</html>
`.html;
}

function sectionsOf(report: EvaluationReport): Section[] {
  const learning = learningFigures(report.history);
  const { positiveLabel, thresholds, worstMistakes, mistakeGroups = [] } = report;
  const aboutThresholds =
    positiveLabel === null
      ? "Each label against all others: give it to every example whose probability is at least the threshold."
      : `Give "${positiveLabel}" to every example whose probability is at least the threshold.`;
  const sections: (Section | false)[] = [
    {
      id: "charts",
      title: "Charts",
      content: html`<div class="figures">${(report.confusionMatrix.length > 0 || report.confusions !== undefined) && confusionFigure(report)}${curveFigures(report)}${calibrationFigure(report)}</div>`,
    },
    { id: "labels", title: "By label", content: labelTable(report) },
    report.slices.length > 0 && {
      id: "slices",
      title: "Slices",
      content: html`<p class="note">The upright line is the accuracy over all examples.</p>${sliceTable(report)}`,
    },
    report.weakSlices !== undefined && {
      id: "weakness",
      title: "Where it is worst",
      content: weakSliceTable(report.weakSlices),
    },
    mistakeGroups.length > 0 && {
      id: "mixed-up",
      title: "Mixed up",
      content: mistakeGroupList(mistakeGroups),
    },
    (thresholds.length > 0 || report.decision !== undefined) && {
      id: "thresholds",
      title: "Thresholds",
      content: html`${decisionNote(report)}<p class="note">${aboutThresholds}</p>${thresholdTable(report)}`,
    },
    learning.length > 0 && {
      id: "training",
      title: "Training",
      content: html`<div class="figures">${learning}</div>`,
    },
    worstMistakes.length > 0 && {
      id: "mistakes",
      title: "Surest mistakes",
      content: mistakeList(worstMistakes),
    },
  ];
  return sections.filter((section) => section !== false);
}
