import path from "node:path";
import type { z } from "zod";
import type { api } from "../api/index.ts";
import {
  absentFromTraining,
  type DataSource,
  type DataWarning,
  readDataset,
  requireTwoLabels,
  splitDataset,
} from "../lifecycle/data/index.ts";
import type { LoadedRecipe } from "../lifecycle/recipe/index.ts";
import { NotStreamableError } from "../lifecycle/training/index.ts";
import type { Action } from "./action.ts";
import { type BaselineChoice, chooseBaseline, firstCandidate, isChoice } from "./choose-baseline.ts";
import { parseDuration } from "./parse-duration.ts";
import { requireOutputFolder } from "./prepare-output.ts";
import { fileStem, furtherColumns, recipeForData, recipeForTraining } from "./recipe-for-training.ts";
import { resolveData } from "./resolve-data.ts";
import { severalLabels, withOwnLabels } from "./several-labels.ts";
import { type StreamedBundle, trainInStream } from "./train-in-stream.ts";
import { trainOnSplit } from "./train-on-split.ts";

type TrainInput = z.output<typeof api.train.input>;

/** From a file of labelled texts to a sealed, evaluated bundle. */
export const train: Action<typeof api.train> = async (context, input) => {
  const { file } = input;
  const { progress, signal, notice } = context;
  const source = await resolveData(context, file);
  const choosing = isChoice(input.recipe);
  const load = async (recipe: string) =>
    withOwnSplit(source, await recipeForTraining(context, file, { ...input, recipe }, source), input);
  let loaded = await load(choosing ? firstCandidate : input.recipe);
  if (loaded.recipe.stream === true) requireOnePass(input, choosing);
  const output =
    input.output ?? path.join("lexops-output", choosing ? `${fileStem(file)}-${input.recipe}` : loaded.recipe.name);
  await requireOutputFolder(output, "bundle.json");

  if (loaded.recipe.stream === true) {
    const columns = { text: input.text ?? loaded.columns.text, label: input.label ?? loaded.columns.label };
    const streamed = await trainInStream(context, {
      ...{ source, columns, recipe: loaded.recipe, output },
      warningsOf: ({ digest }) => otherData(file, loaded.recipe.dataDigest, digest),
    });
    return streamedAnswer(streamed);
  }

  const several = severalLabels(withOwnLabels(source, input, loaded.columns), loaded.recipe);
  const dataset = await readDataset(source, {
    text: input.text ?? loaded.columns.text,
    label: input.label ?? loaded.columns.label,
    several,
    extra: furtherColumns(loaded.recipe),
    progress,
    signal,
  });
  requireTwoLabels(dataset);
  let split = splitDataset(dataset, loaded.recipe.split, loaded.recipe.seed);
  const warnings = [
    ...otherData(file, loaded.recipe.dataDigest, dataset.digest),
    ...dataset.warnings,
    ...split.warnings,
    ...absentFromTraining(dataset, split),
  ];
  for (const { message } of warnings) notice(message);
  if (split.test.length === 0) notice("Nothing is held out for a test, so the model is not evaluated.");

  let choice: BaselineChoice | undefined;
  if (choosing) {
    const recipeOf = async (name: string) => recipeForData((await load(name)).recipe, dataset, several);
    choice = await chooseBaseline(context, { dataset, split }, recipeOf, parseDuration(input.timeBudget));
    loaded = await load(choice.best);
    // What stops by a validation set gets one, of the training rows alone.
    if (loaded.recipe.split.validationSize > 0) split = splitDataset(dataset, loaded.recipe.split, loaded.recipe.seed);
  }
  const recipe = recipeForData(loaded.recipe, dataset, several);
  const trained = await trainOnSplit(context, {
    ...{ dataset, split, recipe, output, resume: input.resume },
    lineage: choice && { candidates: choice.candidates },
  });
  return {
    bundle: trained.folder,
    id: trained.id,
    name: recipe.name,
    labels: dataset.labels.names,
    data: {
      file: dataset.file,
      digest: dataset.digest,
      rows: dataset.rows,
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
    },
    ...(choice === undefined ? {} : { candidates: choice.candidates, chosen: choice.best }),
    features: trained.features,
    history: trained.history,
    shrunk: trained.shrunk,
    evaluation: trained.evaluation === null ? null : { ...trained.evaluation },
    warnings,
  };
};

function requireOnePass({ resume }: TrainInput, choosing: boolean): void {
  if (choosing)
    throw new NotStreamableError(
      "--recipe auto-baseline, which tries several",
      "try it on a part of the rows, then name the best recipe: fast-text or hashing-logistic-regression",
    );
  if (resume) throw new NotStreamableError("--resume, as there are no checkpoints", "start over without it");
}

function streamedAnswer({ folder, recipe, labels, data, ...trained }: StreamedBundle) {
  const { file, digest, rows, trainRows, test } = data;
  const { id, features, history, shrunk, evaluation, warnings } = trained;
  return {
    ...{ bundle: folder, id, name: recipe.name, labels, features, history, shrunk, warnings },
    data: { file, digest, rows, train: trainRows, validation: 0, test: test.labels.length },
    evaluation: evaluation === null ? null : { ...evaluation },
  };
}

/** A version's own split holds where neither a recipe file nor a flag says otherwise. */
function withOwnSplit(source: DataSource, loaded: LoadedRecipe, flags: TrainInput): LoadedRecipe {
  const column = typeof source === "string" ? undefined : source.roles.split;
  const { testSize, validationSize, splitMethod, splitColumn, orderIndependent, set } = flags;
  const isTold =
    [testSize, validationSize, splitMethod, splitColumn, orderIndependent].some((flag) => flag !== undefined) ||
    set.some((one) => one.startsWith("split."));
  if (column === undefined || !loaded.builtIn || isTold) return loaded;
  return { ...loaded, recipe: { ...loaded.recipe, split: { ...loaded.recipe.split, method: "column", column } } };
}

function otherData(file: string, expected: string | null, found: string): DataWarning[] {
  if (expected === null || expected === found) return [];
  const message = `${file} is not the file that the recipe was made with (SHA-256 ${found.slice(0, 12)}…, then ${expected.slice(0, 12)}…), so the model will differ.`;
  return [{ code: "other-data", message, count: 0, rows: [] }];
}
