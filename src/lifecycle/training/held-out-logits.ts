/** @file Logits of texts that the model was not trained on, for a calibration. */
import { createRandom } from "../../foundation/index.ts";
import type { CalibrationConfig, HeldOutLogits } from "../calibration/index.ts";
import { labelIndicators } from "../labels/index.ts";
import { linkOf } from "../model/index.ts";
import { normaliseForDuplicates, textAt } from "../text/index.ts";
import {
  type ClassifierData,
  type ClassifierSettings,
  type FittedClassifier,
  fitUncalibrated,
  type TextsWithLabels,
  withPredictor,
} from "./classifier.ts";
import { TooLittleDataError } from "./errors.ts";
import { scoreFolds } from "./score-folds.ts";
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
  if (validation !== null) {
    const logits = await withPredictor(fitted, threads, (predictor) =>
      predictor.score(validation.texts, { output: "logits", threads, progress, signal }),
    );
    return heldOut(settings, labels, logits, validation);
  }
  const foldOf = calibrationFolds(train, labels.length, calibration.folds, seed);
  const rows = Uint32Array.from(foldOf.keys());
  const folds = Array.from({ length: calibration.folds }, (_, fold) => ({
    train: rows.filter((row) => foldOf[row] !== fold),
    validation: new Uint32Array(),
    test: rows.filter((row) => foldOf[row] === fold),
  }));
  const how = { fit: fitUncalibrated, output: "logits", name: "Calibrating," } as const;
  const { scores } = await scoreFolds(how, settings, { labels, ...train }, folds, { progress, signal });
  return heldOut(settings, labels, scores, train);
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
