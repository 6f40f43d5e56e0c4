/** @file Labels of which 5 % were flipped, and what models that had not seen each row say of it; as raw files. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom, ignoreProgress } from "../../src/foundation/index.ts";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { crossValidate } from "../../src/lifecycle/quality/index.ts";
import { benchData } from "../harness.ts";

/** Makes `labels` (int32), `flipped` (bytes), `probabilities` (float64) and `facts.json` in a folder. */
export async function prepareFlippedLabels(file: string, text: string, folder: string): Promise<void> {
  const { texts, labels, rows } = await readDataset(benchData(file), { text });
  const random = createRandom("label-errors");
  const flipped = new Uint8Array(rows);
  const labelIds = labels.ids.slice();
  for (const row of random.permutation(rows).subarray(0, Math.round(rows / 20))) {
    flipped[row] = 1;
    labelIds[row] = (labelIds[row]! + 1 + random.integer(labels.names.length - 1)) % labels.names.length;
  }
  const task = { labels: labels.names, texts, labelIds, groups: Int32Array.from(labelIds.keys()) };
  const settings = { recipe: "logistic-regression", folds: 5 };
  const options = { seed: 0, threads: 2, progress: ignoreProgress, signal: undefined };
  const probabilities = await crossValidate(task, settings, options);
  writeFileSync(path.join(folder, "labels"), labelIds);
  writeFileSync(path.join(folder, "flipped"), flipped);
  writeFileSync(path.join(folder, "probabilities"), Float64Array.from(probabilities));
  writeFileSync(path.join(folder, "facts.json"), JSON.stringify({ rows, labels: labels.names.length }));
}
