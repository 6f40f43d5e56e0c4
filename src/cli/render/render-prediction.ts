import { oneLine } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** One line: label, score, the beginning of the text. */
export const renderPrediction: Renderer<"predict"> = ({ text, prediction, score, scores }, { width }) => {
  const left = Math.min(24, Math.max(...Object.keys(scores).map((label) => label.length)));
  const label = oneLine(prediction, left).padEnd(left);
  return `${label}  ${score.toFixed(4)}  ${oneLine(text, Math.max(20, width - left - 11))}`;
};
