/** @file How loss and other figures went during training. */
import { formatFigure } from "../number-format.ts";
import type { LearningCurve } from "../report.ts";
import { chart, legend, type Point, px, roundAxis } from "./chart.ts";
import { html, type Markup } from "./markup.ts";

interface Line {
  readonly name: string;
  readonly points: readonly Point[];
}

/** One chart for the losses, one for the scores. Learning rates are left out. */
export function learningFigures(history: LearningCurve | null): Markup[] {
  if (history === null || history.epochs.length === 0) return [];
  const names = [...new Set(history.epochs.flatMap(({ metrics }) => Object.keys(metrics)))];
  const lines = names
    .filter((name) => !name.includes("rate"))
    .map(
      (name): Line => ({
        name,
        points: history.epochs.flatMap(({ epoch, metrics }) =>
          metrics[name] === undefined ? [] : [[epoch, metrics[name]] as const],
        ),
      }),
    );
  const losses = lines.filter(({ name }) => name.includes("loss"));
  const scores = lines.filter(({ name }) => !name.includes("loss"));
  return [
    figure("loss", "Loss by epoch", "Loss", losses, history),
    figure("scores", "Scores by epoch", "Score", scores, history),
  ].filter((part) => part !== undefined);
}

function figure(
  id: string,
  title: string,
  axis: string,
  lines: readonly Line[],
  history: LearningCurve,
): Markup | undefined {
  if (lines.length === 0) return undefined;
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const epochs = history.epochs.map(({ epoch }) => epoch);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const { bestEpoch } = history;
  const kept = bestEpoch > 0 ? ` The dashed line marks the epoch whose weights were kept, ${bestEpoch}.` : "";
  const x = roundAxis("Epoch", Math.min(0, ...epochs), Math.max(...epochs));
  return html`<figure class="card"><h3>${title}</h3>
${chart(
  {
    id,
    title,
    description: lines
      .map(({ name, points }) => `${name}: from ${formatFigure(points[0]![1])} to ${formatFigure(points.at(-1)![1])}`)
      .join("; "),
    x: { ...x, ticks: x.ticks.filter(Number.isInteger) },
    y: roundAxis(axis, id === "loss" ? 0 : low, high),
  },
  (plot) => [
    ...(bestEpoch > 0
      ? [
          html`<line class="marker" x1="${px(plot.x(bestEpoch))}" x2="${px(plot.x(bestEpoch))}" y1="${plot.top}" y2="${plot.top + plot.height}"/>`,
        ]
      : []),
    ...lines.map(({ points }, series) => html`<path class="series s${series}" d="${plot.line(points)}"/>`),
    ...lines.flatMap(({ points }, series) =>
      points.map(
        ([epoch, value]) =>
          html`<circle class="point s${series}" cx="${px(plot.x(epoch))}" cy="${px(plot.y(value))}" r="2.5"><title>Epoch ${epoch}: ${formatFigure(value)}</title></circle>`,
      ),
    ),
  ],
)}
${legend(lines.map(({ name, points }, series) => ({ name, series, figure: formatFigure(points.at(-1)![1]) })))}
<figcaption>${history.stoppedEarly ? "Training stopped early." : "Training ran to its end."}${kept} Figures: the last epoch's.</figcaption></figure>`;
}
