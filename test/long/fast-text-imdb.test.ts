/** @file fast-text on IMDb's official split against fastText itself, over three seeds each. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { recipes } from "../../src/lifecycle/recipe/index.ts";
import { selectTexts, textAt } from "../../src/lifecycle/text/index.ts";
import { fitClassifier, shrinkClassifier, withPredictor } from "../../src/lifecycle/training/index.ts";
import { runPeer, withoutPeers } from "../parity/peer-python.ts";
import { sharedData, withoutData } from "../parity/shared-data.ts";

const files = ["imdb/imdb-50k.csv.gz", "imdb/imdb-50k-splits.csv.gz"] as const;
const SEEDS = [0, 1, 2];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length;

test("three seeds are within 0.3 points of fastText's three, and 2 MB cost at most one and a half", {
  skip: withoutData(...files) || withoutPeers(),
}, async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-fast-text-"));
  context.after(() => rm(folder, { recursive: true }));
  const reviews = await readDataset(sharedData(files[0])!);
  const splits = await readDataset(sharedData(files[1])!, { text: "row", label: "split" });
  const part = (name: string) => {
    const rows = Uint32Array.from({ length: splits.rows }, (_, at) => at)
      .filter((at) => splits.labels.names[splits.labels.ids[at]!] === name)
      .map((at) => Number(textAt(splits.texts, at)));
    return {
      texts: selectTexts(reviews.texts, rows),
      labelIds: Int32Array.from(rows, (row) => reviews.labels.ids[row]!),
    };
  };
  const [train, held] = [part("train"), part("test")];
  for (const [name, { texts, labelIds }] of Object.entries({ train, test: held })) {
    const lines = Array.from(labelIds, (label, row) => {
      const words =
        textAt(texts, row)
          .toLowerCase()
          .match(/[\p{L}\p{N}_]+/gu) ?? [];
      return `__label__${label} ${words.join(" ")}\n`;
    });
    await writeFile(path.join(folder, `${name}.txt`), lines.join(""));
  }
  const ours: number[] = [];
  let small = 0;
  for (const seed of SEEDS) {
    const data = { labels: reviews.labels.names, train, validation: null };
    const fitted = await fitClassifier({ ...recipes.get("fast-text").recipe, seed, threads: 2 }, data);
    const accuracyOf = (classifier: typeof fitted) =>
      withPredictor(classifier, 2, async (predictor) => {
        const scores = await predictor.score(held.texts);
        return held.labelIds.filter((label, row) => scores[row * 2 + label]! > 0.5).length / held.labelIds.length;
      });
    ours.push(await accuracyOf(fitted));
    if (seed === 0) small = await accuracyOf((await shrinkClassifier(fitted, 2e6, { seed })).fitted);
  }
  const script = path.join(import.meta.dirname, "fast_text_imdb_peer.py");
  const theirs = JSON.parse(await runPeer(script, [folder, ...SEEDS.map(String)])) as number[];
  context.diagnostic(`ours ${ours.join(", ")}; fastText ${theirs.join(", ")}; in 2 MB ${small}`);
  assert.ok(Math.abs(mean(ours) - mean(theirs)) < 0.003);
  assert.ok(small > ours[0]! - 0.015);
});
