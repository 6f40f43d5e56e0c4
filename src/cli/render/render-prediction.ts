import { oneLine } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** One line: the label and its score, or all labels with theirs, and the beginning of the text. */
export const renderPrediction: Renderer<"predict"> = ({ text, prediction, score, scores }, { width }) => {
  if (typeof prediction === "string") {
    const left = Math.min(24, Math.max(...Object.keys(scores).map((label) => label.length)));
    const label = oneLine(prediction, left).padEnd(left);
    return `${label}  ${(score ?? Number.NaN).toFixed(4)}  ${oneLine(text, Math.max(20, width - left - 11))}`;
  }
  const given = prediction.map((label) => `${oneLine(label, 24)} ${scores[label]!.toFixed(4)}`).join(", ") || "(none)";
  const left = Math.max(32, given.length);
  return `${given.padEnd(left)}  ${oneLine(text, Math.max(20, width - left - 2))}`;
};
