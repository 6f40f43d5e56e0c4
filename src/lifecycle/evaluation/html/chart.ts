/** @file The frame of every chart: scales, grid, axes, a title and a description for those who do not see it. */
import { html, type Markup } from "./markup.ts";

/** A range of values along one side of a chart. */
export interface Axis {
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** A place in the chart's data. */
export type Point = readonly [x: number, y: number];

/** Where data stand in a chart, in its own pixels. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x(value: number): number;
  y(value: number): number;
  /** The `d` of a line through the points. */
  line(points: readonly Point[]): string;
}

/** An axis of shares. */
export function shareAxis(title: string): Axis {
  return { title, low: 0, high: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] };
}

/** An axis from `low` to at least `high` with about five round ticks. */
export function roundAxis(title: string, low: number, high: number): Axis {
  const span = Math.max(high - low, 1e-9);
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => span / size <= 5)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return { title, low: ticks[0]!, high: ticks.at(-1)!, ticks };
}

/** Draws a chart; `id` must be unique in the page. */
export function chart(
  options: {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly x: Axis;
    readonly y: Axis;
  },
  draw: (plot: Plot) => readonly Markup[],
): Markup {
  const { id, title, description, x, y } = options;
  const plot = createPlot(x, y);
  const { left, top, width, height } = plot;
  const bottom = top + height;
  return html`<svg class="chart" viewBox="0 0 400 340" role="img" aria-labelledby="${id}-title ${id}-description">
<title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>
<g class="grid">${y.ticks.map((tick) => html`<line x1="${left}" x2="${left + width}" y1="${px(plot.y(tick))}" y2="${px(plot.y(tick))}"/>`)}${x.ticks.map((tick) => html`<line x1="${px(plot.x(tick))}" x2="${px(plot.x(tick))}" y1="${top}" y2="${bottom}"/>`)}</g>
<g class="ticks">${y.ticks.map((tick) => html`<text x="${left - 8}" y="${px(plot.y(tick) + 4)}" text-anchor="end">${tick}</text>`)}${x.ticks.map((tick) => html`<text x="${px(plot.x(tick))}" y="${bottom + 18}" text-anchor="middle">${tick}</text>`)}</g>
<text class="axis" x="${left + width / 2}" y="${bottom + 38}" text-anchor="middle">${x.title}</text>
<text class="axis" transform="translate(13 ${top + height / 2}) rotate(-90)" text-anchor="middle">${y.title}</text>
${draw(plot)}
</svg>`;
}

function createPlot(x: Axis, y: Axis): Plot {
  const [left, top, width, height] = [52, 12, 334, 280];
  const placeX = (value: number) => left + ((value - x.low) / (x.high - x.low)) * width;
  const placeY = (value: number) => top + height - ((value - y.low) / (y.high - y.low)) * height;
  return {
    left,
    top,
    width,
    height,
    x: placeX,
    y: placeY,
    line: (points) =>
      points.map(([a, b], index) => `${index === 0 ? "M" : "L"}${px(placeX(a))} ${px(placeY(b))}`).join(""),
  };
}

/** A coordinate, to a tenth of a pixel. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Names the lines of a chart: each with its stroke and a figure. */
export function legend(
  entries: readonly { readonly name: string; readonly series: number; readonly figure?: string }[],
): Markup {
  return html`<ul class="legend">${entries.map(
    ({ name, series, figure }) =>
      html`<li><svg viewBox="0 0 24 8" aria-hidden="true"><path class="series s${series}" d="M0 4H24"/></svg><span dir="auto">${name}</span>${figure === undefined ? null : html` <b>${figure}</b>`}</li>`,
  )}</ul>`;
}
