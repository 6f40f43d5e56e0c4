/** @file Which recipe does best on a data set, by the same validation rows for all. */

import {
  autoBaseline,
  baselineCandidates,
  findBest,
  type TriedCandidate,
  tryCandidates,
} from "../lifecycle/automl/index.ts";
import { type Dataset, type Split, splitDataset } from "../lifecycle/data/index.ts";
import { evaluatePredictions } from "../lifecycle/evaluation/index.ts";
import type { Recipe } from "../lifecycle/recipe/index.ts";
import { fitClassifier, withPredictor } from "../lifecycle/training/index.ts";
import type { ActionContext } from "./action.ts";
import { labelledTexts } from "./labelled-texts.ts";

/** Share of the training rows that all candidates are measured on, where the split holds out none. */
const VALIDATION_SIZE = 0.2;
/** Bootstrap resamples of each candidate's figure. */
const RESAMPLES = 500;

/** Whether a name asks for a choice rather than for a recipe. */
export function isChoice(recipe: string): boolean {
  return recipe === autoBaseline;
}

/** The first candidate that is more than a floor: its recipe's settings say how the data are read and split. */
export const firstCandidate = baselineCandidates[1]!;

/** What was tried, and the name of the best recipe. */
export interface BaselineChoice {
  readonly best: string;
  readonly candidates: readonly TriedCandidate[];
}

/** Fits every candidate to the same rows, none of them of the test, and compares macro F1 on the same others. */
export async function chooseBaseline(
  { progress, signal, clock }: ActionContext,
  { dataset, split }: { readonly dataset: Dataset; readonly split: Split },
  recipeOf: (name: string) => Promise<Recipe>,
  budgetMs: number,
): Promise<BaselineChoice> {
  const { split: splitConfig, seed } = await recipeOf(firstCandidate);
  const { train, validation } = trialSplit(dataset, split, splitConfig, seed);
  const held = labelledTexts(dataset, validation);
  const labels = dataset.labels.names;
  const candidates = await tryCandidates(
    baselineCandidates,
    async (name, limit) => {
      const recipe = await recipeOf(name);
      const options = {
        progress: (event: Parameters<typeof progress>[0]) => progress({ ...event, task: `${name}: ${event.task}` }),
        signal: limit,
      };
      const fitted = await fitClassifier(
        recipe,
        { labels, train: labelledTexts(dataset, train), validation: held },
        options,
      );
      const probabilities = await withPredictor(fitted, recipe.threads, (predictor) =>
        predictor.score(held.texts, { threads: recipe.threads, ...options }),
      );
      const config = { ...recipe.evaluation, resamples: RESAMPLES, worstMistakes: 0, sliceColumns: [] };
      const report = await evaluatePredictions({ labels, ...held, probabilities, sliceColumns: {} }, config, {
        seed,
        signal: limit,
      });
      const files = Object.values(fitted.pipeline.files()).reduce((sum, { length }) => sum + length, 0);
      const figure = report.metrics["f1-macro"] ?? { value: 0, low: null, high: null };
      return { figure, sizeBytes: fitted.model.onnx.length + files };
    },
    { budgetMs, clock, signal },
  );
  return { best: findBest(candidates)!.name, candidates };
}

/** The training rows in two parts, as the split has them or in a share of their own. */
function trialSplit(
  dataset: Dataset,
  split: Split,
  config: Recipe["split"],
  seed: number,
): Pick<Split, "train" | "validation"> {
  if (split.validation.length > 0) return split;
  const tested = new Set(split.test);
  const { train, validation } = splitDataset(dataset, { ...config, validationSize: VALIDATION_SIZE }, seed);
  return { train: train.filter((row) => !tested.has(row)), validation: validation.filter((row) => !tested.has(row)) };
}
