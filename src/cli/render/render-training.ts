import { candidateLines } from "./candidate-lines.ts";
import { bold, count } from "./numbers.ts";
import { renderEvaluation } from "./render-evaluation.ts";
import type { Renderer } from "./renderer.ts";

/** What was trained on what, how good it is, and where it is. */
export const renderTraining: Renderer<"train"> = (answer, view) => {
  const { bundle, id, name, data, features, history, shrunk, evaluation } = answer;
  const lines = [
    `${bold(name, view.color)}: trained on ${count(data.train)} rows, ${count(data.validation)} for validation, ${count(data.test)} for the test; ${count(features)} features.`,
  ];
  if (answer.candidates !== undefined && answer.chosen !== undefined)
    lines.push("", ...candidateLines(answer.candidates, answer.chosen, view));
  if (data.validation > 0 && history.bestEpoch > 0)
    lines.push(
      `Kept the weights of epoch ${history.bestEpoch} of ${history.epochs.length}${history.stoppedEarly ? " (stopped early)" : ""}.`,
    );
  if (shrunk !== null) lines.push(shrunkLine(shrunk));
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

function shrunkLine(shrunk: NonNullable<Parameters<Renderer<"train">>[0]["shrunk"]>): string {
  const { maxSizeBytes, sizeBytesBefore, sizeBytes, featuresBefore, features, accuracyBefore, accuracy } = shrunk;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toPrecision(3)} MB`;
  if (sizeBytes === sizeBytesBefore)
    return `It has ${megabytes(sizeBytes)}, which fits ${megabytes(maxSizeBytes)} as it is.`;
  const cost =
    accuracy === null || accuracyBefore === null
      ? "what that costs is not known, as nothing was held out"
      : `accuracy ${accuracyBefore.toFixed(4)} before, ${accuracy.toFixed(4)} now (${(100 * (accuracy - accuracyBefore)).toFixed(2)} points)`;
  return `Shrunk from ${megabytes(sizeBytesBefore)} to ${megabytes(sizeBytes)}: ${count(features)} of ${count(featuresBefore)} features kept, quantised; ${cost}.`;
}

function shellWord(word: string): string {
  return /^[\w./:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
