/** @file Our side of `label-errors`: from probabilities in memory to ranked issues and a score for every row. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { findLabelIssues } from "../../src/lifecycle/quality/index.ts";
import { measured } from "../harness.ts";

const folder = process.argv[2]!;
const read = (name: string) => {
  const bytes = readFileSync(path.join(folder, name));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};
const { labels } = JSON.parse(readFileSync(path.join(folder, "facts.json"), "utf8")) as { readonly labels: number };
const forecasts = {
  labels,
  labelIds: new Int32Array(read("labels")),
  probabilities: new Float64Array(read("probabilities")),
};
const flipped = new Uint8Array(read("flipped"));
let issues: ReturnType<typeof findLabelIssues> | undefined;

await measured(
  async () => {
    issues = findLabelIssues(forecasts);
    return undefined;
  },
  () => {
    const { rows, scores } = issues!;
    const hits = rows.reduce((sum, row) => sum + flipped[row]!, 0);
    return {
      issues: rows.length,
      precision: hits / rows.length,
      averagePrecision: Number(averagePrecision(scores).toFixed(12)),
    };
  },
);

/** scikit-learn's average precision of the worst scores first. */
function averagePrecision(scores: Float64Array): number {
  const order = [...scores.keys()].sort((left, right) => scores[left]! - scores[right]!);
  const all = flipped.reduce((sum, flag) => sum + flag, 0);
  let hits = 0;
  let area = 0;
  for (let at = 0; at < order.length; ) {
    const before = hits;
    const score = scores[order[at]!]!;
    for (; at < order.length && scores[order[at]!] === score; at++) hits += flipped[order[at]!]!;
    area += ((hits - before) / all) * (hits / at);
  }
  return area;
}
