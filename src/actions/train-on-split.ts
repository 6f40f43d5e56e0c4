/** @file From a divided data set and a recipe to a sealed, evaluated bundle. */
import { rm } from "node:fs/promises";
import path from "node:path";
import type { Dataset, Split } from "../lifecycle/data/index.ts";
import { requireThresholdLabels } from "../lifecycle/evaluation/index.ts";
import type { Recipe } from "../lifecycle/recipe/index.ts";
import { fitClassifier } from "../lifecycle/training/index.ts";
import type { ActionContext } from "./action.ts";
import { chooseDecision } from "./choose-decision.ts";
import { finishTraining, type TestRows, type TrainedBundle } from "./finish-training.ts";
import { labelledTexts } from "./labelled-texts.ts";

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
  const finished = await finishTraining(context, {
    ...{ trained, recipe, output, startedAt, lineage: request.lineage },
    data: { ...dataset, train: split.train.length, validation: split.validation.length },
    test: testRows(request),
    decide: (fitted) => chooseDecision(context, request, fitted),
  });
  await rm(checkpointFolder, { recursive: true, force: true });
  return finished;
}

function testRows({ dataset, split: { test }, recipe }: TrainRequest): TestRows | null {
  if (test.length === 0) return null;
  const valuesOf = (name: string) => Array.from(test, (row) => dataset.extra[name]![row]!);
  return {
    ...labelledTexts(dataset, test),
    sliceColumns: Object.fromEntries(recipe.evaluation.sliceColumns.map((name) => [name, valuesOf(name)])),
  };
}
