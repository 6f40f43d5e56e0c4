import type { api } from "../api/index.ts";
import { readDataset, requireTwoLabels, splitDataset } from "../lifecycle/data/index.ts";
import { curveMetric, requireThresholdLabels, sampleSizeCurve } from "../lifecycle/evaluation/index.ts";
import { hasLabelSets, type Thresholds } from "../lifecycle/labels/index.ts";
import { fitClassifier, nestedOrder, sampleStrata, withPredictor } from "../lifecycle/training/index.ts";
import type { Action } from "./action.ts";
import { chooseDecision } from "./choose-decision.ts";
import { NothingToTestError } from "./errors.ts";
import { labelledTexts } from "./labelled-texts.ts";
import { furtherColumns, recipeForTraining } from "./recipe-for-training.ts";
import { resolveData } from "./resolve-data.ts";
import { severalLabels, withOwnLabels } from "./several-labels.ts";

/** One recipe on more and more rows of a file. */
export const learningCurve: Action<typeof api.learningCurve> = async (context, input) => {
  const { file } = input;
  const { progress, signal, notice } = context;
  const source = await resolveData(context, file);
  const { recipe, columns } = await recipeForTraining(context, file, input, source);
  const metric = curveMetric(hasLabelSets(recipe.task), input.metric);
  const dataset = await readDataset(source, {
    text: input.text ?? columns.text,
    label: input.label ?? columns.label,
    several: severalLabels(withOwnLabels(source, input, columns), recipe),
    extra: furtherColumns(recipe),
    progress,
    signal,
  });
  requireTwoLabels(dataset);
  const { names: labels, sets } = dataset.labels;
  if (recipe.threshold !== undefined) requireThresholdLabels(labels, sets !== undefined);
  const split = splitDataset(dataset, recipe.split, recipe.seed);
  for (const { message } of [...dataset.warnings, ...split.warnings]) notice(message);
  if (split.test.length === 0) throw new NothingToTestError(file);

  const of = (rows: Uint32Array) => labelledTexts(dataset, rows);
  const validation = split.validation.length === 0 ? null : of(split.validation);
  const test = of(split.test);
  const counts = [...new Set(input.sizes.map((share) => Math.max(2, Math.round(share * split.train.length))))];
  counts.sort((left, right) => left - right);
  const strata = sampleStrata(of(split.train), labels.length);
  const orders = Array.from({ length: input.repetitions }, (_, repetition) =>
    nestedOrder(strata, `${recipe.seed}/${repetition}`),
  );
  const fits = counts.flatMap((rows) =>
    (rows === split.train.length ? orders.slice(0, 1) : orders).map((order) => ({ rows, order })),
  );
  const answers: {
    readonly rows: number;
    readonly probabilities: Float32Array;
    readonly thresholds: Thresholds | undefined;
  }[] = [];
  for (const [index, { rows, order }] of fits.entries()) {
    const named: typeof progress = (event) =>
      progress({ ...event, task: `Model ${index + 1} of ${fits.length}, ${rows} rows: ${event.task}` });
    const chosen = order
      .slice(0, rows)
      .map((place) => split.train[place]!)
      .sort();
    const fitted = await fitClassifier(recipe, { labels, train: of(chosen), validation }, { progress: named, signal });
    const request = { dataset, split: { ...split, train: chosen }, recipe };
    const decision = await chooseDecision({ ...context, progress: named }, request, fitted);
    const probabilities = await withPredictor(fitted, recipe.threads, (predictor) =>
      predictor.score(test.texts, { threads: recipe.threads, progress: named, signal }),
    );
    answers.push({ rows, probabilities, thresholds: decision?.thresholds });
  }
  const report = await sampleSizeCurve(
    {
      labels,
      labelIds: test.labelIds,
      labelSets: test.labelSets,
      sizes: counts.map((rows) => ({
        rows,
        answers: answers.filter((answer) => answer.rows === rows),
      })),
    },
    metric,
    {
      ...recipe.evaluation,
      ...(input.resamples === undefined ? {} : { resamples: input.resamples }),
      ...(input.positive === undefined ? {} : { positiveLabel: input.positive }),
    },
    { seed: recipe.seed, progress, signal },
  );
  return { ...report };
};
