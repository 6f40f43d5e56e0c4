/** @file One finding: what, what it means, how sure, figures, examples, and what mends it. */
import { html, type Markup } from "../../evaluation/index.ts";
import type { ReportedFinding } from "../finding.ts";
import { rowsWord, shareWord } from "../words.ts";

/** A finding as a card that links can lead to. */
export function findingCard(finding: ReportedFinding): Markup {
  const { code, severity, title, meaning, confidence, basis, count, share, figures, examples, advice, command } =
    finding;
  const facts = Object.entries(figures);
  return html`<article class="card finding" id="${code}">
<p class="kind"><span class="severity ${severity}">${severity}</span><code>${code}</code><span>${rowsWord(count)}, ${shareWord(share)} of all</span></p>
<h3 dir="auto">${title}</h3>
<p>${meaning}</p>
<p class="sure"><b>How sure: ${confidence}.</b> ${basis}</p>
${facts.length > 0 && html`<dl class="facts">${facts.map(([name, value]) => html`<dt dir="auto">${name}</dt><dd dir="auto">${value}</dd>`)}</dl>`}
${examples.length > 0 && html`<ul class="examples" aria-label="Examples">${examples.map(example)}</ul>`}
<div class="mend"><p>${advice}</p>${command !== null && html`<pre><code>${command}</code></pre>`}</div>
</article>`;
}

function example({ rows, excerpt, note }: ReportedFinding["examples"][number]): Markup {
  const where = `${rows.length === 1 ? "row" : "rows"} ${rows.join(", ")}`;
  return html`<li><span class="where">${where}${note !== "" && html` · <bdi>${note}</bdi>`}</span>${excerpt !== null && html`<span dir="auto">${excerpt}</span>`}</li>`;
}
