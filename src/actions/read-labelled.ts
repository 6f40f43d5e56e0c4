/** @file The rows of a file that a bundle can be measured on. */
import { basename } from "node:path";
import type { Bundle } from "../lifecycle/bundle/index.ts";
import { type Dataset, matchLabels, readDataset, splitDataset } from "../lifecycle/data/index.ts";
import { type LabelSets, selectLabelSets, type Task } from "../lifecycle/labels/index.ts";
import { parseRecipe, type Recipe } from "../lifecycle/recipe/index.ts";
import { selectTexts, type TextColumn } from "../lifecycle/text/index.ts";
import type { ActionContext } from "./action.ts";
import { NoUsableRowsError, OtherDataError, OtherTaskError } from "./errors.ts";
import { resolveData } from "./resolve-data.ts";
import { type SeveralLabelFlags, severalLabels } from "./several-labels.ts";

/** Texts with the bundle's ids of their labels. */
export interface LabelledRows {
  readonly dataset: Dataset;
  readonly recipe: Recipe;
  /** Row numbers (from 0) in the data set, ascending. */
  readonly rows: Uint32Array;
  readonly texts: TextColumn;
  /** [rows]; of no meaning where there are `labelSets`. */
  readonly labelIds: Int32Array;
  /** Present where texts may have several labels. */
  readonly labelSets: LabelSets | undefined;
  readonly sliceColumns: Readonly<Record<string, readonly (string | null)[]>>;
}

/** Which rows of which columns. */
export interface LabelledRequest extends SeveralLabelFlags {
  readonly file: string;
  readonly text?: string | undefined;
  readonly splitColumn?: string | undefined;
  readonly part?: "all" | "train" | "validation" | "test" | undefined;
  readonly slices: readonly string[];
}

/**
 * Reads a file's labelled rows as `bundle` knows its labels. Columns are those of the bundle's recipe where nobody says
 * otherwise and the file has them. Rows without a label are left out with a notice.
 * @throws OtherDataError, NoUsableRowsError, and what reading and matching labels throws
 */
export async function readLabelled(
  context: ActionContext,
  bundle: Bundle,
  request: LabelledRequest,
): Promise<LabelledRows> {
  const { file, splitColumn, slices } = request;
  const { recipe } = parseRecipe(bundle.recipeYaml, `${bundle.folder}/recipe.yaml`);
  const part = request.part ?? (splitColumn === undefined ? "all" : "test");
  const ownSplit = splitColumn === undefined && part !== "all";
  const ownColumn = ownSplit ? recipe.split.column : null;
  const dataset = await readDataset(await resolveData(context, file), {
    text: request.text ?? recipe.columns.text,
    label: request.label ?? recipe.columns.label,
    several: severalLabels(request, recipe),
    extra: [
      ...new Set([
        ...slices,
        ...(splitColumn === undefined ? [] : [splitColumn]),
        ...(ownColumn === null ? [] : [ownColumn]),
      ]),
    ],
    progress: context.progress,
    signal: context.signal,
  });
  for (const { message } of dataset.warnings) context.notice(message);
  if (ownSplit && dataset.digest !== recipe.dataDigest) throw new OtherDataError(basename(file), part);
  if (part === "all" && dataset.digest === recipe.dataDigest)
    context.notice(
      `${file} is the file that the bundle was trained on: figures over all of it flatter the model. --part test measures the rows that were held out.`,
    );

  const candidates = rowsOf(dataset, recipe, part, splitColumn);
  requireSameTask(bundle, dataset);
  const { ids, sets } = matchLabels(dataset, bundle.labels);
  const rows = sets === undefined ? candidates.filter((row) => ids[row]! >= 0) : candidates;
  if (rows.length === 0)
    throw new NoUsableRowsError(file, part === "all" ? "none has a label" : `none is ${part} data`);
  return {
    dataset,
    recipe,
    rows,
    texts: selectTexts(dataset.texts, rows),
    labelIds: Int32Array.from(rows, (row) => ids[row]!),
    labelSets: sets && selectLabelSets(sets, rows),
    sliceColumns: Object.fromEntries(
      slices.map((name) => [name, Array.from(rows, (row) => dataset.extra[name]![row]!)]),
    ),
  };
}

/** A bundle that gives one label a text is not measured on texts with several, nor the other way round. */
function requireSameTask({ task = "text-classification", name }: Bundle, { labels, file }: Dataset): void {
  const found: Task = labels.sets === undefined ? "text-classification" : "multi-label-text-classification";
  if (found !== task) throw new OtherTaskError(name, task, basename(file), found);
}

function rowsOf(
  dataset: Dataset,
  recipe: Recipe,
  part: "all" | "train" | "validation" | "test",
  splitColumn: string | undefined,
): Uint32Array {
  if (part === "all") return Uint32Array.from({ length: dataset.rows }, (_, row) => row);
  const config =
    splitColumn === undefined
      ? recipe.split
      : ({ ...recipe.split, method: "column", column: splitColumn, validationSize: 0 } as const);
  return splitDataset(dataset, config, recipe.seed)[part];
}
