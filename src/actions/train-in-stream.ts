/** @file From rows that pass once to a sealed, evaluated bundle, in memory that does not grow with them. */
import type { Progress } from "../foundation/index.ts";
import { type DataSource, type DataWarning, type StreamedData, streamDataset } from "../lifecycle/data/index.ts";
import { chooseThresholds, type Decision, requireThresholdLabels } from "../lifecycle/evaluation/index.ts";
import { thresholdGoal } from "../lifecycle/labels/index.ts";
import type { Recipe } from "../lifecycle/recipe/index.ts";
import { type FittedClassifier, NotStreamableError, streamedTraining } from "../lifecycle/training/index.ts";
import type { ActionContext } from "./action.ts";
import { finishTraining, type TestRows, type TrainedBundle } from "./finish-training.ts";

/** What a training in a stream is given. */
export interface StreamRequest {
  readonly source: DataSource;
  /** Columns that flags or the recipe name. */
  readonly columns: { readonly text?: string | undefined; readonly label?: string | undefined };
  readonly recipe: Recipe;
  readonly output: string;
  /** What to say of the data, once they are known and before training. */
  warningsOf(data: StreamedData): readonly DataWarning[];
}

/** A bundle and the data that it was trained on. */
export interface StreamedBundle extends TrainedBundle {
  readonly recipe: Recipe;
  readonly labels: readonly string[];
  readonly data: StreamedData;
  readonly warnings: readonly DataWarning[];
}

/**
 * Trains in one pass over the data, evaluates on the test rows that were held out on the way and seals all of it.
 * @throws NotStreamableError where the recipe needs all rows at once, and what reading and training throw
 */
export async function trainInStream(context: ActionContext, request: StreamRequest): Promise<StreamedBundle> {
  const { source, columns, recipe, output } = request;
  const { progress, signal, notice } = context;
  requireStreamable(recipe);
  const train = streamedTraining(recipe);
  const startedAt = context.clock.now();
  const reading = shareOfReading(progress);
  const stream = streamDataset(source, {
    ...columns,
    extra: recipe.evaluation.sliceColumns,
    testSize: recipe.split.testSize,
    seed: recipe.seed,
    progress: reading.note,
    signal,
  });
  let data: StreamedData | undefined;
  let warnings: readonly DataWarning[] = [];
  const trained = await train(stream.blocks, {
    progress: reading.progress,
    signal,
    furtherLabels() {
      data = stream.data();
      warnings = [...request.warningsOf(data), ...data.warnings];
      for (const { message } of warnings) notice(message);
      return stream.labels();
    },
  });
  if (data === undefined) throw new TypeError("The stream was not read to its end.");
  const named = { text: data.textColumn, label: data.labelColumn };
  const complete = { ...recipe, columns: { ...recipe.columns, ...named }, dataDigest: data.digest };
  const finished = await finishTraining(context, {
    ...{ trained, recipe: complete, output, startedAt, lineage: { streamed: true } },
    data: { ...data, train: data.trainRows, validation: 0 },
    test: testRows(data, trained.labels),
    decide: async (fitted) => fixedDecision(context, recipe, fitted),
  });
  return { ...finished, recipe: complete, labels: trained.labels, data, warnings };
}

function requireStreamable({ task, split, calibration, threshold }: Recipe): void {
  if (task === "multi-label-text-classification")
    throw new NotStreamableError("texts that may have several labels", "give each text one label");
  if (split.method !== "stratified" && split.method !== "random")
    throw new NotStreamableError(
      `a split by ${split.method === "column" ? "a column" : split.method}`,
      "choose --split-method random, or write the parts with lexops data split and train on one with --test-size 0",
    );
  if (split.validationSize > 0)
    throw new NotStreamableError("a validation set", "leave it out with --validation-size 0");
  if (calibration.method !== "none")
    throw new NotStreamableError("a calibration", "calibrate the bundle afterwards with lexops calibrate BUNDLE FILE");
  if (threshold !== undefined && thresholdGoal(threshold).type !== "fixed")
    throw new NotStreamableError(`the threshold goal ${threshold}`, "give a probability, for example --threshold 0.5");
}

function testRows({ test }: StreamedData, labels: readonly string[]): TestRows | null {
  if (test.labels.length === 0) return null;
  const ids = new Map(labels.map((label, id) => [label, id]));
  return {
    texts: test.texts,
    labelIds: Int32Array.from(test.labels, (label) => ids.get(label)!),
    sliceColumns: test.extra,
  };
}

function fixedDecision(
  { notice }: ActionContext,
  { threshold, evaluation }: Recipe,
  { labels }: FittedClassifier,
): Decision | undefined {
  if (threshold === undefined) return undefined;
  requireThresholdLabels(labels, false);
  const nothing = { labelIds: new Int32Array(0), probabilities: new Float32Array(0) };
  const { positiveLabel } = evaluation;
  const { thresholds, warnings } = chooseThresholds({ labels, positiveLabel, ...nothing }, thresholdGoal(threshold));
  for (const warning of warnings) notice(warning);
  return { goal: String(threshold), source: null, thresholds };
}

/** Rows are told with how many there will be, by the share of the bytes that was read. */
function shareOfReading(progress: Progress): { readonly note: Progress; readonly progress: Progress } {
  let share = 0;
  return {
    note({ done, total = 0 }) {
      share = total === 0 ? 0 : done / total;
    },
    progress(event) {
      const isOpen = event.total === undefined && event.finished !== true && share > 0;
      progress(isOpen ? { ...event, total: Math.max(event.done, Math.round(event.done / share)) } : event);
    },
  };
}
