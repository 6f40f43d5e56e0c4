/** @file From a trained classifier to a sealed, evaluated bundle, wherever its data came from. */
import path from "node:path";
import { CancelledError, sha256 } from "../foundation/index.ts";
import { unicodeVersions, writeBundle } from "../lifecycle/bundle/index.ts";
import type { Dataset } from "../lifecycle/data/index.ts";
import {
  type Decision,
  type EvaluationReport,
  evaluatePredictions,
  renderHtml,
} from "../lifecycle/evaluation/index.ts";
import { computeLabelSetMetric, computeMetric, labelSetRows, scoredRows } from "../lifecycle/metrics/index.ts";
import { type Recipe, renderRecipe } from "../lifecycle/recipe/index.ts";
import {
  type FittedClassifier,
  type ShrinkFacts,
  shrinkClassifier,
  type TextsWithLabels,
  type TrainingHistory,
  withPredictor,
} from "../lifecycle/training/index.ts";
import type { ActionContext } from "./action.ts";
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

/** Rows that were held out for the test. */
export interface TestRows extends TextsWithLabels {
  /** By the recipe's slice columns, [rows] each. */
  readonly sliceColumns: Readonly<Record<string, readonly (string | null)[]>>;
}

/** A trained classifier and where it came from. */
export interface TrainedRequest {
  readonly trained: FittedClassifier;
  /** Complete: with the data's columns and digest. */
  readonly recipe: Recipe;
  readonly output: string;
  readonly startedAt: Date;
  /** The data and how many rows went where. */
  readonly data: Pick<Dataset, "file" | "digest" | "isVersion" | "rows"> & {
    readonly train: number;
    readonly validation: number;
  };
  /** Null where nothing was held out. */
  readonly test: TestRows | null;
  /** When the model gives a label. */
  decide(fitted: FittedClassifier): Promise<Decision | undefined>;
  /** What else the bundle's lineage should say. */
  readonly lineage?: Readonly<Record<string, unknown>> | undefined;
}

/** Shrinks where the recipe wishes it, evaluates once on the test rows and seals all of it. */
export async function finishTraining(context: ActionContext, request: TrainedRequest): Promise<TrainedBundle> {
  const { trained, recipe, output, startedAt, data, test } = request;
  const { progress, signal } = context;
  const { labels } = trained;
  const small =
    recipe.maxSizeBytes === null
      ? null
      : await shrinkClassifier(trained, recipe.maxSizeBytes, { seed: recipe.seed, progress, signal });
  const fitted = small?.fitted ?? trained;
  const { pipeline, model } = fitted;
  const decision = await request.decide(fitted);
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
      dataFile: path.basename(data.file),
      dataDigest: data.digest,
      ...(data.isVersion === true ? { dataVersion: data.digest } : {}),
      dataRows: data.rows,
      trainRows: data.train,
      validationRows: data.validation,
      testRows: test?.labelIds.length ?? 0,
      ...(trained.cutTexts === undefined ? {} : { cutTrainTexts: trained.cutTexts }),
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
  return { folder: output, id, features: pipeline.featureCount, history: model.history, shrunk, evaluation };
}

async function evaluateOnTest(
  { progress, signal }: ActionContext,
  { test, recipe }: TrainedRequest,
  fitted: FittedClassifier,
  decision: Decision | undefined,
): Promise<EvaluationReport | null> {
  if (test === null) return null;
  const { texts, labelIds, labelSets, sliceColumns } = test;
  return withPredictor(fitted, recipe.threads, async (predictor) => {
    const scores = await scoreForEvaluation({ progress, signal }, predictor, texts, recipe, recipe.threads);
    return evaluatePredictions(
      {
        labels: fitted.labels,
        texts,
        labelIds,
        labelSets,
        ...scores,
        decision,
        sliceColumns,
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
  { test, recipe }: TrainedRequest,
  fitted: FittedClassifier,
): Promise<number | null> {
  if (test === null) return null;
  const { texts, labelIds, labelSets } = test;
  return withPredictor(fitted, recipe.threads, async (predictor) => {
    const probabilities = await predictor.score(texts, { threads: recipe.threads, progress, signal });
    const classes = fitted.labels.length;
    return labelSets === undefined
      ? computeMetric("accuracy", scoredRows({ labelIds, probabilities, classes }))
      : computeLabelSetMetric("accuracy", labelSetRows({ truths: labelSets, probabilities, classes }));
  });
}
