import type { api } from "../api/index.ts";
import { writeFileAtomic } from "../foundation/index.ts";
import { type Dataset, foldDataset, readDataset, requireTwoLabels } from "../lifecycle/data/index.ts";
import { crossValidationReport } from "../lifecycle/evaluation/index.ts";
import { hasLabelSets } from "../lifecycle/labels/index.ts";
import { outOfFold } from "../lifecycle/training/index.ts";
import type { Action } from "./action.ts";
import { OneLabelOnlyError } from "./errors.ts";
import { requireOutputFile } from "./prepare-output.ts";
import { recipeForTraining } from "./recipe-for-training.ts";
import { resolveData } from "./resolve-data.ts";

/** Recipes on the same folds of a file. */
export const crossValidate: Action<typeof api.crossValidate> = async (context, input) => {
  const { file, column = null } = input;
  const { progress, signal, notice, clock } = context;
  if (input.predictions !== undefined) await requireOutputFile(input.predictions);
  const recipes = [];
  for (const recipe of [input.recipe, ...input.compareRecipe]) {
    const loaded = await recipeForTraining(file, { ...input, recipe });
    if (hasLabelSets(loaded.recipe.task))
      throw new OneLabelOnlyError("Cross-validation", "Train with a test set and a validation set.");
    recipes.push({ name: loaded.builtIn ? recipe : loaded.recipe.name, ...loaded });
  }
  const { recipe: first, columns } = recipes[0]!;
  const dataset = await readDataset(await resolveData(context, file), {
    text: input.text ?? columns.text,
    label: input.label ?? columns.label,
    extra: column === null ? [] : [column],
    progress,
    signal,
  });
  requireTwoLabels(dataset);
  for (const { message } of dataset.warnings) notice(message);
  const labels = dataset.labels.names;
  const data = { labels, texts: dataset.texts, labelIds: dataset.labels.ids };
  const models = [];
  for (const [index, { name, recipe }] of recipes.entries()) {
    const { folds, warnings } = foldDataset(
      dataset,
      { folds: input.folds, method: input.method, column, validationSize: recipe.split.validationSize },
      first.seed,
    );
    if (index === 0) for (const { message } of warnings) notice(message);
    const named: typeof progress = (event) =>
      progress(recipes.length === 1 ? event : { ...event, task: `${name}, ${event.task}` });
    models.push({ name, folds, ...(await outOfFold(recipe, data, folds, { progress: named, signal, clock })) });
  }
  const report = await crossValidationReport(
    { labels, labelIds: dataset.labels.ids, folds: models[0]!.folds, models },
    {
      ...first.evaluation,
      ...(input.resamples === undefined ? {} : { resamples: input.resamples }),
      ...(input.positive === undefined ? {} : { positiveLabel: input.positive }),
    },
    { seed: first.seed, progress, signal },
  );
  if (input.predictions !== undefined) await writeFileAtomic(input.predictions, predictionLines(dataset, models));
  return { ...report };
};

/** One JSON object a tested row: its place in the file from 1, its label and what each model's scores are. */
function predictionLines(
  { labels }: Dataset,
  models: readonly { readonly name: string; readonly probabilities: Float32Array }[],
): string {
  const { names, ids } = labels;
  const lines: string[] = [];
  ids.forEach((id, row) => {
    if (Number.isNaN(models[0]!.probabilities[row * names.length]!)) return;
    const scores = models.map(({ name, probabilities }) => [
      name,
      Object.fromEntries(names.map((label, place) => [label, probabilities[row * names.length + place]!])),
    ]);
    lines.push(JSON.stringify({ row: row + 1, label: names[id], scores: Object.fromEntries(scores) }));
  });
  return `${lines.join("\n")}\n`;
}
