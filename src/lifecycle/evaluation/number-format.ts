/** @file Numbers as people read them in reports. */
import type { Figure } from "./report.ts";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 25,000 */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** 0.9068 */
export function formatFigure(value: number): string {
  return value.toFixed(4);
}

/** 0.9031 – 0.9104, or nothing where there is no interval. */
export function formatInterval({ low, high }: Pick<Figure, "low" | "high">): string {
  return low === null || high === null ? "" : `${formatFigure(low)} – ${formatFigure(high)}`;
}

/** +0.0123, −0.0040 */
export function formatDifference(value: number): string {
  const rounded = formatFigure(Math.abs(value));
  if (rounded === formatFigure(0)) return rounded;
  return `${value < 0 ? "−" : "+"}${rounded}`;
}

/** 0.031, < 0.001 */
export function formatProbability(probability: number): string {
  return probability < 0.001 ? "< 0.001" : probability.toFixed(3);
}

/** p = 0.031, p < 0.001 */
export function formatPValue(pValue: number): string {
  const text = formatProbability(pValue);
  return text.startsWith("<") ? `p ${text}` : `p = ${text}`;
}

/** 95 % */
export function formatPercent(level: number): string {
  return `${Number((level * 100).toFixed(1))} %`;
}

/** 37.0 %, one digit after the point, so that columns of shares line up. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
