/** @file A figure and its interval as a small picture beside the numbers. */
import type { Figure } from "../report.ts";
import { px } from "./chart.ts";
import { html, type Markup } from "./markup.ts";

/** A dot with whiskers on a line from `low` to `high`; `reference` is marked by a tick. */
export function intervalMark(figure: Figure, low: number, high: number, reference?: number): Markup {
  const width = 120;
  const place = (value: number) => px(4 + ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * (width - 8));
  const { value } = figure;
  return html`<svg class="mark" viewBox="0 0 ${width} 12" aria-hidden="true"><path class="rail" d="M4 6H${width - 4}"/>${reference === undefined ? null : html`<path class="reference" d="M${place(reference)} 0V12"/>`}${figure.low === null || figure.high === null ? null : html`<path class="whisker" d="M${place(figure.low)} 6H${place(figure.high)}"/>`}<circle class="dot" cx="${place(value)}" cy="6" r="3"/></svg>`;
}
