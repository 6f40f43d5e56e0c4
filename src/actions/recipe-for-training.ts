/** @file The recipe that a training follows: the named one, with the flags' say, for the file at hand. */
import path from "node:path";
import type { z } from "zod";
import { type api, bytesOfSize } from "../api/index.ts";
import type { DataSource, Dataset, SeveralLabels } from "../lifecycle/data/index.ts";
import { readPretrainedConfig } from "../lifecycle/pretrained/index.ts";
import { type LoadedRecipe, loadRecipe, overrideRecipe, type Recipe } from "../lifecycle/recipe/index.ts";
import { namedNormalisers } from "../lifecycle/text/index.ts";
import type { ActionContext, HomeAccess } from "./action.ts";
import { OtherPretrainedModelError } from "./errors.ts";
import { pretrainedPlace } from "./pretrained-place.ts";
import { type SeveralLabelFlags, severalLabels, withOwnLabels } from "./several-labels.ts";

type TrainInput = z.output<typeof api.train.input>;

type SplitFlags = Partial<
  Pick<TrainInput, "testSize" | "validationSize" | "splitMethod" | "splitColumn" | "orderIndependent">
>;

/** What flags say of the recipe. */
export type RecipeFlags = SplitFlags &
  Pick<TrainInput, "recipe" | "set"> &
  Partial<
    Pick<
      TrainInput,
      | "seed"
      | "threads"
      | "name"
      | "normalise"
      | "calibration"
      | "maxSize"
      | "vectors"
      | "stream"
      | "pretrained"
      | "memory"
    >
  > &
  SeveralLabelFlags & { readonly threshold?: TrainInput["threshold"] };

/** Loads the recipe and lets the flags override it, for the data that `file` names. @throws the errors of recipes */
export async function recipeForTraining(
  { home }: Pick<ActionContext, "home">,
  file: string,
  flags: RecipeFlags,
  source: DataSource = file,
): Promise<LoadedRecipe> {
  const loaded = await loadRecipe(flags.recipe);
  const several = severalLabels(withOwnLabels(source, flags, loaded.columns), loaded.recipe);
  const { seed, threads, name, calibration, maxSize } = flags;
  const threshold = flags.threshold ?? loaded.recipe.threshold;
  const { task: _, ...rest } = loaded.recipe;
  const stream = flags.stream === true || loaded.recipe.stream === true;
  const split = splitForFlags(loaded.recipe.split, flags);
  const flagged: Recipe = {
    ...rest,
    ...(stream ? { stream } : {}),
    ...(several === undefined ? {} : { task: "multi-label-text-classification" }),
    name: name ?? (loaded.builtIn ? `${fileStem(file)}-${loaded.recipe.name}` : loaded.recipe.name),
    split: stream ? { ...split, orderIndependent: true } : split,
    seed: seed ?? loaded.recipe.seed,
    threads: threads ?? loaded.recipe.threads,
    calibration: { ...loaded.recipe.calibration, method: calibration ?? loaded.recipe.calibration.method },
    maxSizeBytes: maxSize === undefined ? loaded.recipe.maxSizeBytes : bytesOfSize(maxSize),
    ...(threshold === undefined ? {} : { threshold }),
  };
  const normalisers =
    flags.normalise === undefined ? [] : [`text.normalise=${JSON.stringify(namedNormalisers(flags.normalise))}`];
  const vectors = flags.vectors === undefined ? [] : [`training.vectors=${JSON.stringify({ file: flags.vectors })}`];
  const pretrained =
    flags.pretrained === undefined ? [] : [`pretrained=${JSON.stringify({ model: flags.pretrained })}`];
  const memory = flags.memory === undefined ? [] : [`training.memory=${flags.memory}`];
  const recipe = overrideRecipe(flagged, [...normalisers, ...vectors, ...pretrained, ...memory, ...flags.set]);
  return { ...loaded, recipe: await withPretrained(home, recipe) };
}

/** The recipe with the place and the sizes of the pre-trained model that it names. @throws the errors of pretrained models */
async function withPretrained(home: HomeAccess, recipe: Recipe): Promise<Recipe> {
  const { pretrained, model } = recipe;
  if (pretrained === undefined || model.type !== "transformer/v1") return recipe;
  const place = await pretrainedPlace(home, pretrained.model);
  if (pretrained.digest !== null && place.digest !== null && pretrained.digest !== place.digest)
    throw new OtherPretrainedModelError(pretrained.model, pretrained.digest, place.digest);
  const transformer = model.transformer ?? (await readPretrainedConfig(place.folder));
  return { ...recipe, pretrained: { ...pretrained, ...place }, model: { ...model, transformer } };
}

/** A split as it is, with the flags' say. */
export function splitForFlags(split: Recipe["split"], flags: SplitFlags): Recipe["split"] {
  const { testSize, validationSize, splitMethod, splitColumn, orderIndependent } = flags;
  return {
    method: splitMethod ?? (splitColumn === undefined ? split.method : methodWithColumn(split.method)),
    column: splitColumn ?? split.column,
    testSize: testSize ?? split.testSize,
    validationSize: validationSize ?? split.validationSize,
    orderIndependent: orderIndependent ?? split.orderIndependent,
  };
}

/** The recipe with what is only known once the file was read. */
export function recipeForData(recipe: Recipe, dataset: Dataset, several?: SeveralLabels | undefined): Recipe {
  return {
    ...recipe,
    columns: {
      text: dataset.textColumn,
      label: dataset.labelColumn ?? recipe.columns.label,
      ...(several === undefined || several.separator === null ? {} : { labelSeparator: several.separator }),
      ...(several !== undefined && dataset.labelColumn === null ? { labels: [...dataset.labels.names] } : {}),
    },
    dataDigest: dataset.digest,
  };
}

/** The columns that must be read beside text and label. */
export function furtherColumns({ split, evaluation }: Recipe): string[] {
  const splitColumn = ["group", "time", "column"].includes(split.method) ? split.column : null;
  return [...new Set([...(splitColumn === null ? [] : [splitColumn]), ...evaluation.sliceColumns])];
}

/** A file's name without its folders and endings: "imdb-50k" of "data/imdb-50k.csv.gz". */
export function fileStem(file: string): string {
  const stem = path.basename(file).replace(/(\.(csv|tsv|txt|jsonl|ndjson|json|parquet|gz|gzip))+$/i, "");
  return stem.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "") || "data";
}

/** A split column that nobody explained is one that already says which rows are for the test. */
function methodWithColumn(method: Recipe["split"]["method"]): Recipe["split"]["method"] {
  return method === "group" || method === "time" ? method : "column";
}
