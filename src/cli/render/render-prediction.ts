import { oneLine } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/**
 * One line: the label and its score, or all labels with theirs, and the beginning of the text. Where it was asked for, one
 * more with the words that counted most.
 */
export const renderPrediction: Renderer<"predict"> = (answer, surroundings) => {
  const line = answerLine(answer, surroundings);
  return answer.attention === undefined ? line : `${line}\n${attentionLine(answer.attention)}`;
};

type Answer = Parameters<Renderer<"predict">>[0];

/** The words that counted most. */
function attentionLine(attention: NonNullable<Answer["attention"]>): string {
  const most = attention.toSorted((left, right) => right.share - left.share).slice(0, SHOWN_WORDS);
  return `    ${most.map(({ token, share }) => `${oneLine(token, 24)} ${share.toFixed(2)}`).join(", ") || "(no words)"}`;
}

const SHOWN_WORDS = 6;

const answerLine: Renderer<"predict"> = ({ text, prediction, score, scores }, { width }) => {
  if (typeof prediction === "string") {
    const left = Math.min(24, Math.max(...Object.keys(scores).map((label) => label.length)));
    const label = oneLine(prediction, left).padEnd(left);
    return `${label}  ${(score ?? Number.NaN).toFixed(4)}  ${oneLine(text, Math.max(20, width - left - 11))}`;
  }
  const given = prediction.map((label) => `${oneLine(label, 24)} ${scores[label]!.toFixed(4)}`).join(", ") || "(none)";
  const left = Math.max(32, given.length);
  return `${given.padEnd(left)}  ${oneLine(text, Math.max(20, width - left - 2))}`;
};
