/** @file The report of a check as one self-contained HTML page: no script, no request. */
import { html, Markup, pageStyle } from "../../evaluation/index.ts";
import type { QualityReport, Severity } from "../finding.ts";
import { counted, labelsWord, shareWord } from "../words.ts";
import { aboutTables } from "./about-tables.ts";
import { checkStyle } from "./check-style.ts";
import { findingCard } from "./finding-card.ts";
import { overviewTable } from "./overview-table.ts";

const severityTitles: Readonly<Record<Severity, string>> = { error: "Errors", warning: "Warnings", note: "Notes" };

/** The report as a page; every text in it is escaped. */
export function renderCheckHtml(report: QualityReport): string {
  const { file, rows, findings, counts, digest, against, seed } = report;
  const title = `Data check: ${file.split(/[\\/]/).at(-1)}`;
  const about = [
    `${counted(rows)} rows`,
    labelsWord(report),
    ...(against === null ? [] : [`against ${against.file}`]),
  ].join(", ");
  const groups = (["error", "warning", "note"] as const)
    .map((severity) => ({ severity, own: findings.filter((finding) => finding.severity === severity) }))
    .filter(({ own }) => own.length > 0);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(pageStyle)}${new Markup(checkStyle)}</style>
</head>
<body>
<header>
<h1 dir="auto">${title}</h1>
<p class="about">${about}</p>
<nav aria-label="Sections"><ul>${groups.map(({ severity, own }) => html`<li><a href="#${severity}">${severityTitles[severity]} (${own.length})</a></li>`)}<li><a href="#about">About this check</a></li></ul></nav>
</header>
<main>
<dl class="tiles">${(["error", "warning", "note"] as const).map((severity) => tile(severity, counts[severity], rows, findings))}</dl>
${findings.length === 0 ? html`<p class="note">Nothing was found.</p>` : overviewTable(findings)}
${groups.map(({ severity, own }) => html`<section id="${severity}" aria-labelledby="${severity}-heading"><h2 id="${severity}-heading">${severityTitles[severity]}</h2><div class="findings">${own.map(findingCard)}</div></section>`)}
<section id="about" aria-labelledby="about-heading"><h2 id="about-heading">About this check</h2>${aboutTables(report)}</section>
</main>
<footer>SHA-256 of the file: <code>${digest}</code>. Seed ${seed}. The same file and settings give the same report.</footer>
</body>
</html>
`.html;
}

function tile(severity: Severity, count: number, rows: number, findings: QualityReport["findings"]): Markup {
  const most = Math.max(0, ...findings.filter((one) => one.severity === severity).map((one) => one.count));
  const detail = count === 0 ? "none" : `at most ${counted(most)} rows each, ${shareWord(most / rows)}`;
  return html`<div class="tile large${count > 0 && ` has-${severity}`}"><dt>${severityTitles[severity]}</dt><dd><strong>${count}</strong><span class="interval">${detail}</span></dd></div>`;
}
