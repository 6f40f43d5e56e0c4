/** @file The report as one self-contained HTML page. */
import type { EvaluationReport } from "../report.ts";
import { renderTerminal } from "../terminal/render-terminal.ts";
import { escapeHtml } from "./escape-html.ts";

/** The report as one self-contained HTML page. */
export function renderHtml(report: EvaluationReport, title: string): string {
  const text = renderTerminal(report, { color: false, width: 100 });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title><main><h1>${escapeHtml(title)}</h1><pre>${escapeHtml(text)}</pre></main></html>\n`;
}
