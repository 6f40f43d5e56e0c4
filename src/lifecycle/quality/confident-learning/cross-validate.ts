/** @file Out-of-fold probabilities of a named recipe's model. */
import type { LabelSets } from "../../labels/index.ts";
import { recipes } from "../../recipe/index.ts";
import type { TextColumn } from "../../text/index.ts";
import { outOfFold } from "../../training/index.ts";
import type { ExamineOptions } from "../examine-options.ts";
import { singleSets } from "../labelling.ts";
import { groupedFolds } from "./grouped-folds.ts";

/** Solvers add in the order of their threads, so a fixed number of them gives the same bits on every machine. */
const THREADS = 2;

/** Texts, and what is to be told from them. */
export interface ForecastTask {
  readonly labels: readonly string[];
  readonly texts: TextColumn;
  /** [texts], each in [0, labels); of no meaning where there are `labelSets`. */
  readonly labelIds: Int32Array;
  /** Where texts may have several labels. */
  readonly labelSets?: LabelSets | undefined;
  /** [texts] Texts of one group are never in two folds. */
  readonly groups: Int32Array;
}

/**
 * Row-major [texts, labels]: what models of the recipe say of texts they have not seen, by stratified and grouped
 * folds. The same for any number of threads. @throws UnknownEntryError for a recipe that does not exist
 */
export async function crossValidate(
  { labels, texts, labelIds, labelSets, groups }: ForecastTask,
  { recipe: name, folds }: { readonly recipe: string; readonly folds: number },
  { seed, progress, signal }: ExamineOptions,
): Promise<Float32Array> {
  const { recipe } = recipes.get(name);
  const foldOf = groupedFolds(groups, labelSets ?? singleSets(labelIds), folds, seed);
  const rows = [...foldOf.keys()];
  const parts = Array.from({ length: folds }, (_, fold) => ({
    train: Uint32Array.from(rows.filter((row) => foldOf[row] !== fold)),
    validation: new Uint32Array(0),
    test: Uint32Array.from(rows.filter((row) => foldOf[row] === fold)),
  })).filter(({ test }) => test.length > 0);
  const settings = {
    ...recipe,
    ...(labelSets === undefined ? {} : { task: "multi-label-text-classification" as const }),
    ...{ seed, threads: THREADS },
  };
  const { probabilities } = await outOfFold(settings, { labels, texts, labelIds, labelSets }, parts, {
    progress,
    signal,
  });
  return probabilities;
}
