import { bold, count } from "./numbers.ts";
import { renderEvaluation } from "./render-evaluation.ts";
import type { Renderer } from "./renderer.ts";

/** What was trained on what, how good it is, and where it is. */
export const renderTraining: Renderer<"train"> = (answer, view) => {
  const { bundle, id, name, data, features, history, evaluation } = answer;
  const lines = [
    `${bold(name, view.color)}: trained on ${count(data.train)} rows, ${count(data.validation)} for validation, ${count(data.test)} for the test; ${count(features)} features.`,
  ];
  if (data.validation > 0 && history.bestEpoch > 0)
    lines.push(
      `Kept the weights of epoch ${history.bestEpoch} of ${history.epochs.length}${history.stoppedEarly ? " (stopped early)" : ""}.`,
    );
  lines.push("");
  if (evaluation === null) lines.push("Not evaluated: nothing was held out for a test.");
  else lines.push(renderEvaluation(evaluation, view).trimEnd());
  lines.push(
    "",
    `Sealed in ${bundle} (id ${id.slice(0, 12)}…).`,
    `  lexops predict ${shellWord(bundle)} "…"    lexops serve ${shellWord(bundle)}`,
  );
  return lines.join("\n");
};

function shellWord(word: string): string {
  return /^[\w./:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
