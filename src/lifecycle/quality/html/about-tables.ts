/** @file What was checked and how: labels, parts, detectors with their settings. */
import { html, type Markup, scrollable } from "../../evaluation/index.ts";
import type { QualityReport } from "../finding.ts";
import { counted, shareWord } from "../words.ts";

const mostLabels = 30;

/** The tables at the end of the page. */
export function aboutTables({ labels, parts, detectors, omitted, findings, rows }: QualityReport): Markup {
  const counts = (title: string, entries: readonly (readonly [name: string, rows: number])[]) =>
    scrollable(
      title,
      html`<table><thead><tr><th scope="col">${title}</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Share</th></tr></thead><tbody>${entries.map(
        ([name, own]) =>
          html`<tr><th scope="row" dir="auto">${name}</th><td class="number">${counted(own)}</td><td class="number">${shareWord(own / rows)}</td></tr>`,
      )}</tbody></table>`,
    );
  const ran = detectors.map(({ detector, title, settings }) => {
    const reason = omitted.find((one) => one.detector === detector)?.reason;
    const found = findings.filter((finding) => finding.detector === detector).length;
    const set = Object.entries(settings as Record<string, unknown>).map(
      ([name, value]) => `${name} ${Array.isArray(value) && value.length === 0 ? "none" : String(value)}`,
    );
    return html`<tr><th scope="row">${title}</th><td>${reason ?? (found === 0 ? "nothing found" : `${found} found`)}</td><td>${set.join(", ")}</td></tr>`;
  });
  return html`<div class="findings">${
    labels.length > 0 &&
    counts(
      "Label",
      labels.slice(0, mostLabels).map(({ label, rows: own }) => [label, own] as const),
    )
  }
${labels.length > mostLabels && html`<p class="note">${labels.length - mostLabels} more labels are in the JSON report.</p>`}
${
  parts.length > 0 &&
  counts(
    "Part",
    parts.map(({ part, rows: own }) => [part, own] as const),
  )
}
${scrollable("Detectors", html`<table><thead><tr><th scope="col">Detector</th><th scope="col">Result</th><th scope="col">Settings</th></tr></thead><tbody>${ran}</tbody></table>`)}</div>`;
}
