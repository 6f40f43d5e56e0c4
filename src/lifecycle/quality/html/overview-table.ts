/** @file All findings at a glance. */
import { html, type Markup, scrollable } from "../../evaluation/index.ts";
import type { ReportedFinding } from "../finding.ts";
import { counted, shareWord } from "../words.ts";

/** A table with a link to each finding. */
export function overviewTable(findings: readonly ReportedFinding[]): Markup {
  const most = Math.max(...findings.map(({ share }) => share), 1e-9);
  const rows = findings.map(
    ({ code, severity, title, confidence, count, share }) =>
      html`<tr><th scope="row"><a href="#${code}" dir="auto">${title}</a></th><td class="severity ${severity}">${severity}</td><td>${confidence}</td><td class="number">${counted(count)}</td><td class="number">${shareWord(share)}</td><td>${bar(share / most)}</td></tr>`,
  );
  return scrollable(
    "Findings",
    html`<table class="overview"><thead><tr><th scope="col">Finding</th><th scope="col">Severity</th><th scope="col">How sure</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Share</th><th scope="col">Beside the largest</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function bar(part: number): Markup {
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="whole" width="100" height="8" rx="2"/><rect width="${Math.max(0.6, part * 100).toFixed(1)}" height="8" rx="2"/></svg>`;
}
