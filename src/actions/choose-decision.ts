/** @file When the model that was trained gives a label, chosen for what its recipe wishes. */
import { type Dataset, foldDataset, type Split, selectRows } from "../lifecycle/data/index.ts";
import { chooseThresholds, type Decision } from "../lifecycle/evaluation/index.ts";
import { thresholdGoal } from "../lifecycle/labels/index.ts";
import type { Recipe } from "../lifecycle/recipe/index.ts";
import { type FittedClassifier, outOfFold, withPredictor } from "../lifecycle/training/index.ts";
import type { ActionContext } from "./action.ts";
import { labelledTexts } from "./labelled-texts.ts";

/** What a training was given. */
interface DecisionRequest {
  readonly dataset: Dataset;
  readonly split: Split;
  readonly recipe: Recipe;
}

/** Models that are fitted where no validation set was held out. */
const folds = 5;

/**
 * Thresholds for the recipe's goal: on the validation set, or where there is none on what models that were not fitted
 * on them say of the training rows. `undefined` where the recipe has no goal. @throws ThresholdLabelsError
 */
export async function chooseDecision(
  context: ActionContext,
  request: DecisionRequest,
  fitted: FittedClassifier,
): Promise<Decision | undefined> {
  const { dataset, split, recipe } = request;
  if (recipe.threshold === undefined) return undefined;
  const goal = thresholdGoal(recipe.threshold);
  const source = goal.type === "fixed" ? null : split.validation.length > 0 ? "validation" : "out-of-fold";
  const { thresholds, warnings } = chooseThresholds(
    {
      labels: dataset.labels.names,
      positiveLabel: recipe.evaluation.positiveLabel,
      ...(await answers(context, request, fitted, source)),
    },
    goal,
  );
  for (const warning of warnings) context.notice(warning);
  return { goal: String(recipe.threshold), source, thresholds };
}

/** Examples that thresholds can be chosen on, with what is said of them; none where a number was given. */
async function answers(
  { progress, signal, clock }: ActionContext,
  { dataset, split, recipe }: DecisionRequest,
  fitted: FittedClassifier,
  source: Decision["source"],
) {
  const { threads } = recipe;
  if (source === null) return { ...labelledTexts(dataset, new Uint32Array(0)), probabilities: new Float32Array(0) };
  if (source === "validation") {
    const held = labelledTexts(dataset, split.validation);
    const probabilities = await withPredictor(fitted, threads, (predictor) =>
      predictor.score(held.texts, { threads, progress, signal }),
    );
    return { ...held, probabilities };
  }
  const training = selectRows(dataset, split.train);
  const method = recipe.split.method === "group" ? "group" : "stratified";
  const { column } = recipe.split;
  const divided = foldDataset(training, { folds, method, column, validationSize: 0 }, recipe.seed);
  const every = labelledTexts(
    training,
    Uint32Array.from({ length: training.rows }, (_, row) => row),
  );
  const labels = dataset.labels.names;
  const { probabilities } = await outOfFold(recipe, { labels, ...every }, divided.folds, { progress, signal, clock });
  return { ...every, probabilities };
}
