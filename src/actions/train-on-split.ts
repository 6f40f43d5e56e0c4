/** @file From a divided data set and a recipe to a sealed, evaluated bundle. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { CancelledError, sha256 } from "../foundation/index.ts";
import { unicodeVersions, writeBundle } from "../lifecycle/bundle/index.ts";
import type { Dataset, Split } from "../lifecycle/data/index.ts";
import {
  type Decision,
  type EvaluationReport,
  evaluatePredictions,
  renderHtml,
  requireThresholdLabels,
} from "../lifecycle/evaluation/index.ts";
import { computeLabelSetMetric, computeMetric, labelSetRows, scoredRows } from "../lifecycle/metrics/index.ts";
import { type Recipe, renderRecipe } from "../lifecycle/recipe/index.ts";
import {
  type FittedClassifier,
  fitClassifier,
  type ShrinkFacts,
  shrinkClassifier,
  type TrainingHistory,
  withPredictor,
} from "../lifecycle/training/index.ts";
import type { ActionContext } from "./action.ts";
import { chooseDecision } from "./choose-decision.ts";
import { labelledTexts } from "./labelled-texts.ts";
import { scoreForEvaluation } from "./score-for-evaluation.ts";
import { version } from "./version.ts";

/** What a training made. */
export interface TrainedBundle {
  readonly folder: string;
  readonly id: string;
  readonly features: number;
  readonly history: TrainingHistory;
  /** Null where the recipe wishes for no size. */
  readonly shrunk: ShrunkModel | null;
  /** Null where nothing was held out. */
  readonly evaluation: EvaluationReport | null;
}

/** How much smaller a model became, and what it cost; the accuracies are null where nothing was held out. */
export interface ShrunkModel extends ShrinkFacts {
  readonly accuracyBefore: number | null;
  readonly accuracy: number | null;
}

/** What a training is given. */
export interface TrainRequest {
  readonly dataset: Dataset;
  readonly split: Split;
  /** Complete: with the data's columns and digest. */
  readonly recipe: Recipe;
  readonly output: string;
  readonly resume: boolean;
  /** What else the bundle's lineage should say. */
  readonly lineage?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Fits the text pipeline on the training rows alone, trains, evaluates once on the test rows and seals all of it. The
 * checkpoints beside the output go once the bundle is there.
 */
export async function trainOnSplit(context: ActionContext, request: TrainRequest): Promise<TrainedBundle> {
  const { dataset, split, recipe, output, resume } = request;
  const { progress, signal, notice } = context;
  const startedAt = context.clock.now();
  const checkpointFolder = `${path.resolve(output)}.checkpoint`;
  if (!resume) await rm(checkpointFolder, { recursive: true, force: true });

  const labels = dataset.labels.names;
  if (recipe.threshold !== undefined) requireThresholdLabels(labels, dataset.labels.sets !== undefined);
  const trained = await fitClassifier(
    recipe,
    {
      labels,
      train: labelledTexts(dataset, split.train),
      validation: split.validation.length === 0 ? null : labelledTexts(dataset, split.validation),
    },
    { checkpointFolder, resume, progress, signal, notice },
  );
  const small =
    recipe.maxSizeBytes === null
      ? null
      : await shrinkClassifier(trained, recipe.maxSizeBytes, { seed: recipe.seed, progress, signal });
  const fitted = small?.fitted ?? trained;
  const { pipeline, model } = fitted;
  const decision = await chooseDecision(context, request, fitted);
  const evaluation = await evaluateOnTest(context, request, fitted, decision);
  const shrunk = small && {
    ...small.facts,
    accuracyBefore: await accuracyOnTest(context, request, trained),
    accuracy: evaluation?.metrics["accuracy"]?.value ?? null,
  };
  if (signal.aborted) throw new CancelledError("The training");

  const recipeYaml = renderRecipe(recipe);
  const { id } = await writeBundle(output, {
    name: recipe.name,
    task: recipe.task,
    labels,
    thresholds: decision?.thresholds,
    pipeline,
    onnx: model.onnx,
    weights: model.weights,
    recipeYaml,
    lineage: {
      dataFile: path.basename(dataset.file),
      dataDigest: dataset.digest,
      ...(dataset.isVersion === true ? { dataVersion: dataset.digest } : {}),
      dataRows: dataset.rows,
      trainRows: split.train.length,
      validationRows: split.validation.length,
      testRows: split.test.length,
      ...(decision === undefined ? {} : { thresholdSource: decision.source }),
      ...(shrunk === null ? {} : { shrunk }),
      recipeDigest: sha256(Buffer.from(recipeYaml)),
      lexopsVersion: version,
      nodeVersion: process.versions.node,
      ...unicodeVersions(),
      platform: `${process.platform}-${process.arch}`,
      startedAt: startedAt.toISOString(),
      finishedAt: context.clock.now().toISOString(),
      ...request.lineage,
    },
    files: {
      "history.json": `${JSON.stringify(model.history, null, 2)}\n`,
      ...(fitted.calibration === undefined
        ? {}
        : { "calibration.json": `${JSON.stringify(fitted.calibration, null, 2)}\n` }),
      ...(evaluation === null
        ? {}
        : {
            "evaluation.json": `${JSON.stringify(evaluation, null, 2)}\n`,
            "evaluation.html": renderHtml(evaluation, recipe.name),
          }),
    },
  });
  await rm(checkpointFolder, { recursive: true, force: true });
  return { folder: output, id, features: pipeline.featureCount, history: model.history, shrunk, evaluation };
}

async function evaluateOnTest(
  { progress, signal }: ActionContext,
  { dataset, split: { test }, recipe }: TrainRequest,
  fitted: FittedClassifier,
  decision: Decision | undefined,
): Promise<EvaluationReport | null> {
  if (test.length === 0) return null;
  const { texts, labelIds, labelSets } = labelledTexts(dataset, test);
  return withPredictor(fitted, recipe.threads, async (predictor) => {
    const scores = await scoreForEvaluation({ progress, signal }, predictor, texts, recipe, recipe.threads);
    return evaluatePredictions(
      {
        labels: dataset.labels.names,
        texts,
        labelIds,
        labelSets,
        ...scores,
        decision,
        sliceColumns: Object.fromEntries(
          recipe.evaluation.sliceColumns.map((name) => [name, Array.from(test, (row) => dataset.extra[name]![row]!)]),
        ),
        predictor,
        history: fitted.model.history,
      },
      recipe.evaluation,
      { seed: recipe.seed, progress, signal },
    );
  });
}

async function accuracyOnTest(
  { progress, signal }: ActionContext,
  { dataset, split: { test }, recipe }: TrainRequest,
  fitted: FittedClassifier,
): Promise<number | null> {
  if (test.length === 0) return null;
  const { texts, labelIds, labelSets } = labelledTexts(dataset, test);
  return withPredictor(fitted, recipe.threads, async (predictor) => {
    const probabilities = await predictor.score(texts, { threads: recipe.threads, progress, signal });
    const classes = dataset.labels.names.length;
    return labelSets === undefined
      ? computeMetric("accuracy", scoredRows({ labelIds, probabilities, classes }))
      : computeLabelSetMetric("accuracy", labelSetRows({ truths: labelSets, probabilities, classes }));
  });
}
