/** @file From a divided data set and a recipe to a sealed, evaluated bundle. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { CancelledError, sha256 } from "../foundation/index.ts";
import { openPredictor, writeBundle } from "../lifecycle/bundle/index.ts";
import type { Dataset, Split } from "../lifecycle/data/index.ts";
import { type EvaluationReport, evaluatePredictions, renderHtml } from "../lifecycle/evaluation/index.ts";
import { type Recipe, renderRecipe } from "../lifecycle/recipe/index.ts";
import { type FittedTextPipeline, fitTextPipeline, selectTexts } from "../lifecycle/text/index.ts";
import { type TrainedModel, type TrainingHistory, trainModel } from "../lifecycle/training/index.ts";
import type { ActionContext } from "./action.ts";
import { version } from "./version.ts";

/** What a training made. */
export interface TrainedBundle {
  readonly folder: string;
  readonly id: string;
  readonly features: number;
  readonly history: TrainingHistory;
  /** Null where nothing was held out. */
  readonly evaluation: EvaluationReport | null;
}

/** What a training is given. */
export interface TrainRequest {
  readonly dataset: Dataset;
  readonly split: Split;
  /** Complete: with the data's columns and digest. */
  readonly recipe: Recipe;
  readonly output: string;
  readonly resume: boolean;
}

/**
 * Fits the text pipeline on the training rows alone, trains, evaluates once on the test rows and seals all of it. The
 * checkpoints beside the output go once the bundle is there.
 */
export async function trainOnSplit(context: ActionContext, request: TrainRequest): Promise<TrainedBundle> {
  const { dataset, split, recipe, output, resume } = request;
  const { progress, signal } = context;
  const { threads } = recipe;
  const startedAt = context.clock.now();
  const checkpointFolder = `${path.resolve(output)}.checkpoint`;
  if (!resume) await rm(checkpointFolder, { recursive: true, force: true });

  const labelIds = (rows: Uint32Array) => Int32Array.from(rows, (row) => dataset.labels.ids[row]!);
  const options = { threads, progress, signal };
  const { pipeline, encoded } = await fitTextPipeline(recipe.text, selectTexts(dataset.texts, split.train), options);
  const validation =
    split.validation.length === 0
      ? null
      : {
          encoded: await pipeline.transform(selectTexts(dataset.texts, split.validation), options),
          labelIds: labelIds(split.validation),
        };
  const labels = dataset.labels.names;
  const model = await trainModel(
    {
      model: recipe.model,
      training: recipe.training,
      labels,
      features: pipeline.featureCount,
      train: { encoded, labelIds: labelIds(split.train) },
      validation,
      seed: recipe.seed,
      threads,
    },
    { checkpointFolder, resume, progress, signal },
  );
  const evaluation = await evaluateOnTest(context, request, pipeline, model);
  if (signal.aborted) throw new CancelledError("The training");

  const recipeYaml = renderRecipe(recipe);
  const { id } = await writeBundle(output, {
    name: recipe.name,
    labels,
    pipeline,
    onnx: model.onnx,
    weights: model.weights,
    recipeYaml,
    lineage: {
      dataFile: path.basename(dataset.file),
      dataDigest: dataset.digest,
      dataRows: dataset.rows,
      trainRows: split.train.length,
      validationRows: split.validation.length,
      testRows: split.test.length,
      recipeDigest: sha256(Buffer.from(recipeYaml)),
      lexopsVersion: version,
      nodeVersion: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      startedAt: startedAt.toISOString(),
      finishedAt: context.clock.now().toISOString(),
    },
    files: {
      "history.json": `${JSON.stringify(model.history, null, 2)}\n`,
      ...(evaluation === null
        ? {}
        : {
            "evaluation.json": `${JSON.stringify(evaluation, null, 2)}\n`,
            "evaluation.html": renderHtml(evaluation, recipe.name),
          }),
    },
  });
  await rm(checkpointFolder, { recursive: true, force: true });
  return { folder: output, id, features: pipeline.featureCount, history: model.history, evaluation };
}

async function evaluateOnTest(
  { progress, signal }: ActionContext,
  { dataset, split: { test }, recipe }: TrainRequest,
  pipeline: FittedTextPipeline,
  model: TrainedModel,
): Promise<EvaluationReport | null> {
  if (test.length === 0) return null;
  const labels = dataset.labels.names;
  const texts = selectTexts(dataset.texts, test);
  const predictor = await openPredictor({ labels, pipeline, onnx: model.onnx }, { threads: recipe.threads });
  try {
    const probabilities = await predictor.score(texts, { threads: recipe.threads, progress, signal });
    return await evaluatePredictions(
      {
        labels,
        texts,
        labelIds: Int32Array.from(test, (row) => dataset.labels.ids[row]!),
        probabilities,
        sliceColumns: Object.fromEntries(
          recipe.evaluation.sliceColumns.map((name) => [name, Array.from(test, (row) => dataset.extra[name]![row]!)]),
        ),
        predictor,
        history: model.history,
      },
      recipe.evaluation,
      { seed: recipe.seed, progress, signal },
    );
  } finally {
    await predictor.close();
  }
}
