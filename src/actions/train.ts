import path from "node:path";
import type { api } from "../api/index.ts";
import {
  absentFromTraining,
  type DataWarning,
  readDataset,
  requireTwoLabels,
  splitDataset,
} from "../lifecycle/data/index.ts";
import type { Action } from "./action.ts";
import { requireOutputFolder } from "./prepare-output.ts";
import { furtherColumns, recipeForData, recipeForTraining } from "./recipe-for-training.ts";
import { severalLabels } from "./several-labels.ts";
import { trainOnSplit } from "./train-on-split.ts";

/** From a file of labelled texts to a sealed, evaluated bundle. */
export const train: Action<typeof api.train> = async (context, input) => {
  const { file } = input;
  const { progress, signal, notice } = context;
  const loaded = await recipeForTraining(file, input);
  const output = input.output ?? path.join("lexops-output", loaded.recipe.name);
  await requireOutputFolder(output, "bundle.json");

  const several = severalLabels(input, loaded.recipe);
  const dataset = await readDataset(file, {
    text: input.text ?? loaded.columns.text,
    label: input.label ?? loaded.columns.label,
    several,
    extra: furtherColumns(loaded.recipe),
    progress,
    signal,
  });
  requireTwoLabels(dataset);
  const split = splitDataset(dataset, loaded.recipe.split, loaded.recipe.seed);
  const warnings = [
    ...otherData(file, loaded.recipe.dataDigest, dataset.digest),
    ...dataset.warnings,
    ...split.warnings,
    ...absentFromTraining(dataset, split),
  ];
  for (const { message } of warnings) notice(message);
  if (split.test.length === 0) notice("Nothing is held out for a test, so the model is not evaluated.");

  const recipe = recipeForData(loaded.recipe, dataset, several);
  const trained = await trainOnSplit(context, { dataset, split, recipe, output, resume: input.resume });
  return {
    bundle: trained.folder,
    id: trained.id,
    name: recipe.name,
    labels: dataset.labels.names,
    data: {
      file,
      digest: dataset.digest,
      rows: dataset.rows,
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
    },
    features: trained.features,
    history: trained.history,
    evaluation: trained.evaluation === null ? null : { ...trained.evaluation },
    warnings,
  };
};

function otherData(file: string, expected: string | null, found: string): DataWarning[] {
  if (expected === null || expected === found) return [];
  const message = `${file} is not the file that the recipe was made with (SHA-256 ${found.slice(0, 12)}…, then ${expected.slice(0, 12)}…), so the model will differ.`;
  return [{ code: "other-data", message, count: 0, rows: [] }];
}
