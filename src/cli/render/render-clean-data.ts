import { bold, count } from "./numbers.ts";
import type { Renderer } from "./renderer.ts";

/** What was done, and where the result is. */
export const renderCleanData: Renderer<"cleanData"> = (answer, { color }) => {
  const { file, rows, output, outputRows, outputDigest, repaired, relabelled, undecided, dropped, droppedFor } = answer;
  const reasons = Object.entries(droppedFor).map(([reason, own]) => `${reason} ${count(own)}`);
  return [
    `${bold(output, color)}: ${count(outputRows)} of the ${count(rows)} rows of ${file}`,
    `  texts repaired   ${count(repaired)}`,
    `  labels changed   ${count(relabelled)}${undecided > 0 ? ` (${count(undecided)} rows of the review have no decision)` : ""}`,
    `  rows dropped     ${count(dropped)}${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
    `  sha256           ${outputDigest}`,
    `${file} was not changed.`,
  ].join("\n");
};
