/** @file Logits of texts that the model was not trained on, for a calibration. */
import { createRandom, type Progress } from "../../foundation/index.ts";
import type { CalibrationConfig, HeldOutLogits } from "../calibration/index.ts";
import { labelIndicators, selectLabelSets } from "../labels/index.ts";
import { linkOf } from "../model/index.ts";
import { normaliseForDuplicates, selectTexts, textAt } from "../text/index.ts";
import {
  type ClassifierData,
  type ClassifierSettings,
  type FittedClassifier,
  fitUncalibrated,
  type TextsWithLabels,
  withPredictor,
} from "./classifier.ts";
import { TooLittleDataError } from "./errors.ts";
import type { LabelTargets, TrainingOptions } from "./training-task.ts";

/** Logits with what is true of their rows, as a calibration takes them. */
export function heldOut(
  { model, task }: Pick<ClassifierSettings, "model" | "task">,
  labels: readonly string[],
  logits: Float32Array,
  targets: LabelTargets,
): HeldOutLogits {
  return {
    labels: labels.length,
    link: linkOf(model, labels.length, task),
    logits,
    truths: truthsOf(targets, labels.length),
  };
}

/** By the fitted model on the validation set; without one, by models of parts of the training set on the other parts. */
export async function heldOutLogits(
  settings: ClassifierSettings & { readonly calibration: CalibrationConfig },
  { labels, train, validation }: ClassifierData,
  fitted: FittedClassifier,
  { progress, signal }: TrainingOptions,
): Promise<HeldOutLogits> {
  const { threads, seed, calibration } = settings;
  const scoring = { output: "logits", threads, signal } as const;
  if (validation !== null) {
    const logits = await withPredictor(fitted, threads, (predictor) =>
      predictor.score(validation.texts, { ...scoring, progress }),
    );
    return heldOut(settings, labels, logits, validation);
  }
  const foldOf = calibrationFolds(train, labels.length, calibration.folds, seed);
  const logits = new Float32Array(foldOf.length * labels.length);
  const rows = Uint32Array.from(foldOf.keys());
  for (let fold = 0; fold < calibration.folds; fold++) {
    const inFold: Progress | undefined =
      progress &&
      ((event) => progress({ ...event, task: `Calibrating, ${fold + 1} of ${calibration.folds}: ${event.task}` }));
    const others = select(
      train,
      rows.filter((row) => foldOf[row] !== fold),
    );
    const own = rows.filter((row) => foldOf[row] === fold);
    const model = await fitUncalibrated(
      settings,
      { labels, train: others, validation: null },
      { progress: inFold, signal },
    );
    const scores = await withPredictor(model, threads, (predictor) =>
      predictor.score(selectTexts(train.texts, own), { ...scoring, progress: inFold }),
    );
    own.forEach((row, place) => {
      logits.set(scores.subarray(place * labels.length, (place + 1) * labels.length), row * labels.length);
    });
  }
  return heldOut(settings, labels, logits, train);
}

function select({ texts, labelIds, labelSets }: TextsWithLabels, rows: Uint32Array): TextsWithLabels {
  return {
    texts: selectTexts(texts, rows),
    labelIds: Int32Array.from(rows, (row) => labelIds[row]!),
    labelSets: labelSets && selectLabelSets(labelSets, rows),
  };
}

function truthsOf({ labelIds, labelSets }: LabelTargets, labels: number): Uint8Array {
  if (labelSets !== undefined) return labelIndicators(labelSets, labels);
  const truths = new Uint8Array(labelIds.length * labels);
  labelIds.forEach((id, row) => {
    truths[row * labels + id] = 1;
  });
  return truths;
}

/** The fold of each row: each label (each first label, where texts have several) is spread evenly, equal texts are together. */
function calibrationFolds(
  { texts, labelIds, labelSets }: TextsWithLabels,
  labels: number,
  folds: number,
  seed: number,
): Uint8Array {
  const foldOfText = new Map<string, number>();
  const counts = new Float64Array((labels + 1) * folds);
  const foldOf = new Uint8Array(labelIds.length);
  for (const row of createRandom(seed).split("calibration").permutation(labelIds.length)) {
    const text = normaliseForDuplicates(textAt(texts, row));
    const label = labelSets === undefined ? labelIds[row]! : firstLabel(labelSets, row, labels);
    let fold = foldOfText.get(text);
    if (fold === undefined) {
      const own = counts.subarray(label * folds, (label + 1) * folds);
      fold = own.indexOf(Math.min(...own));
      foldOfText.set(text, fold);
    }
    counts[label * folds + fold]!++;
    foldOf[row] = fold;
  }
  const sizes = Array.from({ length: folds }, (_, fold) => foldOf.filter((own) => own === fold).length);
  if (sizes.includes(0))
    throw new TooLittleDataError(`${foldOfText.size} different texts are too few for a calibration in ${folds} folds`);
  return foldOf;
}

function firstLabel({ offsets, ids }: NonNullable<LabelTargets["labelSets"]>, row: number, labels: number): number {
  return offsets[row]! < offsets[row + 1]! ? ids[offsets[row]!]! : labels;
}
