import type { api } from "../api/index.ts";
import { writeFileAtomic } from "../foundation/index.ts";
import { type Dataset, foldDataset, readDataset, requireTwoLabels } from "../lifecycle/data/index.ts";
import { crossValidationReport, requireThresholdLabels } from "../lifecycle/evaluation/index.ts";
import { hasLabelSets, labelSetAt, type Thresholds } from "../lifecycle/labels/index.ts";
import { outOfFold, requireTrainable } from "../lifecycle/training/index.ts";
import type { Action, ActionContext } from "./action.ts";
import { chooseDecision } from "./choose-decision.ts";
import { requireOutputFile } from "./prepare-output.ts";
import { recipeForTraining } from "./recipe-for-training.ts";
import { resolveData } from "./resolve-data.ts";
import { severalLabels, withOwnLabels } from "./several-labels.ts";

/** Recipes on the same folds of a file. */
export const crossValidate: Action<typeof api.crossValidate> = async (context, input) => {
  const { file, column = null } = input;
  const { progress, signal, notice, clock } = context;
  if (input.predictions !== undefined) await requireOutputFile(input.predictions);
  const source = await resolveData(context, file);
  const load = async (recipe: string, flags: typeof input) => {
    const loaded = await recipeForTraining(context, file, { ...flags, recipe }, source);
    return { name: loaded.builtIn ? recipe : loaded.recipe.name, ...loaded };
  };
  const first = await load(input.recipe, input);
  // All recipes answer the question of the first one.
  const multiLabel = hasLabelSets(first.recipe.task);
  const recipes = [first];
  for (const other of input.compareRecipe) recipes.push(await load(other, { ...input, multiLabel }));
  for (const { recipe } of recipes) requireTrainable(recipe);
  const { columns, recipe: settings } = first;
  const dataset = await readDataset(source, {
    text: input.text ?? columns.text,
    label: input.label ?? columns.label,
    several: severalLabels(withOwnLabels(source, input, columns), settings),
    extra: column === null ? [] : [column],
    progress,
    signal,
  });
  requireTwoLabels(dataset);
  for (const { message } of dataset.warnings) notice(message);
  const { names: labels, ids: labelIds, sets: labelSets } = dataset.labels;
  for (const { recipe } of recipes)
    if (recipe.threshold !== undefined) requireThresholdLabels(labels, labelSets !== undefined);
  const data = { labels, texts: dataset.texts, labelIds, labelSets };
  const decisionContext = { ...context, notice: onceEach(notice) };
  const models = [];
  for (const [index, { name, recipe }] of recipes.entries()) {
    const { folds, warnings } = foldDataset(
      dataset,
      { folds: input.folds, method: input.method, column, validationSize: recipe.split.validationSize },
      settings.seed,
    );
    if (index === 0) for (const { message } of warnings) notice(message);
    const named: typeof progress = (event) =>
      progress(recipes.length === 1 ? event : { ...event, task: `${name}, ${event.task}` });
    const thresholds: (Thresholds | undefined)[] = [];
    const onFit: Parameters<typeof outOfFold>[3] = {
      onFit: async (fitted, rows, inFold = progress) => {
        const request = { dataset, split: { ...rows, warnings: [] }, recipe };
        const decision = await chooseDecision({ ...decisionContext, progress: inFold }, request, fitted);
        thresholds.push(decision?.thresholds);
      },
    };
    const answered = await outOfFold(recipe, data, folds, { progress: named, signal, clock, ...onFit });
    const fits = answered.fits.map((fit, fold) => ({
      ...fit,
      ...(thresholds[fold] === undefined ? {} : { thresholds: thresholds[fold] }),
    }));
    models.push({ name, folds, probabilities: answered.probabilities, fits });
  }
  const report = await crossValidationReport(
    { labels, labelIds, labelSets, folds: models[0]!.folds, models },
    {
      ...settings.evaluation,
      ...(input.resamples === undefined ? {} : { resamples: input.resamples }),
      ...(input.positive === undefined ? {} : { positiveLabel: input.positive }),
    },
    { seed: settings.seed, progress, signal },
  );
  if (input.predictions !== undefined)
    await writeFileAtomic(input.predictions, predictionLines(dataset, models[0]!.folds, models));
  return { ...report };
};

/** The same notice is given once. */
function onceEach(notice: ActionContext["notice"]): ActionContext["notice"] {
  const given = new Set<string>();
  return (message) => {
    if (given.has(message)) return;
    given.add(message);
    notice(message);
  };
}

/**
 * One JSON object a tested row: its place in the file and its fold, both from 1, its label or labels and what each
 * model's scores are.
 */
function predictionLines(
  { labels }: Dataset,
  folds: readonly { readonly test: Uint32Array }[],
  models: readonly { readonly name: string; readonly probabilities: Float32Array }[],
): string {
  const { names, ids, sets } = labels;
  const foldOfRow = new Map(folds.flatMap(({ test }, fold) => Array.from(test, (row) => [row, fold + 1] as const)));
  const lines: string[] = [];
  ids.forEach((id, row) => {
    const fold = foldOfRow.get(row);
    if (fold === undefined) return;
    const scores = models.map(({ name, probabilities }) => [
      name,
      Object.fromEntries(names.map((label, place) => [label, probabilities[row * names.length + place]!])),
    ]);
    const truth =
      sets === undefined
        ? { label: names[id] }
        : { labels: Array.from(labelSetAt(sets, row), (label) => names[label]!) };
    lines.push(JSON.stringify({ row: row + 1, fold, ...truth, scores: Object.fromEntries(scores) }));
  });
  return `${lines.join("\n")}\n`;
}
