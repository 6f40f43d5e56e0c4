/** @file Our side of the fastText benchmarks: lines to a bundle, or lines and a bundle to answers. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { loadBundle, writeBundle } from "../../src/lifecycle/bundle/index.ts";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { overrideRecipe, recipes, renderRecipe } from "../../src/lifecycle/recipe/index.ts";
import { fitClassifier } from "../../src/lifecycle/training/index.ts";
import { measured } from "../harness.ts";
import type { SideSettings } from "./fasttext-benchmark.ts";

const [work = "", folder = "", settingsJson = ""] = process.argv.slice(2);
const settings = JSON.parse(settingsJson) as SideSettings;
const bundle = path.join(folder, "bundle");

/** The texts and labels of a file, straight from its bytes. */
async function readLines(file: string) {
  const bytes = await readFile(path.join(folder, file));
  const kept = new Uint8Array(new SharedArrayBuffer(bytes.length));
  const ends: number[] = [0];
  const labels: string[] = [];
  let used = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const cut = bytes.indexOf(0x20, start);
    labels.push(bytes.toString("utf8", start, cut));
    kept.set(bytes.subarray(cut + 1, end), used);
    used += end - cut - 1;
    ends.push(used);
    start = end + 1;
  }
  const offsets = new Float64Array(new SharedArrayBuffer(ends.length * 8));
  offsets.set(ends);
  return { texts: { length: labels.length, bytes: kept.subarray(0, used), offsets }, labels };
}

async function train() {
  const { texts, labels, rows } = await readDataset(path.join(folder, "train.txt"));
  const recipe = overrideRecipe(recipes.get("fast-text").recipe, [
    "text.tokens=whitespace",
    "text.lowercase=false",
    `text.wordNgrams=${settings.wordNgrams}`,
    `model.width=${settings.dim}`,
    `training.epochs=${settings.epoch}`,
    `training.learningRate=${settings.learningRate}`,
    `threads=${settings.threads}`,
  ]);
  const { pipeline, model } = await fitClassifier(recipe, {
    labels: labels.names,
    train: { texts, labelIds: labels.ids },
    validation: null,
  });
  const { onnx, weights } = model;
  const recipeYaml = renderRecipe(recipe);
  await writeBundle(bundle, {
    ...{
      name: "fasttext-benchmark",
      labels: labels.names,
      pipeline,
      onnx,
      weights,
      recipeYaml,
      lineage: {},
      files: {},
    },
  });
  return { rows, features: pipeline.featureCount };
}

if (work === "train") await measured(train);
else {
  const { threads } = settings;
  const predictor = await loadBundle(bundle, { threads });
  await predictor.score((await readLines("test.txt")).texts, { threads }); // every thread has loaded the model
  await measured(async () => {
    const { texts, labels } = await readLines("test.txt");
    const scores = await predictor.score(texts, { threads });
    const names = predictor.labels;
    const answers = labels.map((_, row) => {
      const own = scores.subarray(row * names.length, (row + 1) * names.length);
      return names[own.indexOf(Math.max(...own))]!;
    });
    await writeFile(path.join(folder, "answers.txt"), `${answers.join("\n")}\n`);
    const right = answers.filter((answer, row) => `__label__${answer}` === labels[row]).length;
    return { rows: labels.length, accuracy: right / labels.length };
  });
  await predictor.close();
}
