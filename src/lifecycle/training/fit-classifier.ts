/** @file From texts and labels to a model that answers, in memory: for everything that fits many models. */
import { calibrateModel, fitCalibration } from "../calibration/index.ts";
import { type ClassifierData, type ClassifierSettings, type FittedClassifier, fitUncalibrated } from "./classifier.ts";
import { heldOutLogits } from "./held-out-logits.ts";
import type { TrainingOptions } from "./training-task.ts";

/**
 * Learns the text pipeline from the training texts alone, trains, and calibrates where asked to, by the validation set or,
 * without one, by models that have not seen the part of the training set that they score.
 * @throws what fitting and training throw
 */
export async function fitClassifier(
  settings: ClassifierSettings,
  data: ClassifierData,
  options: TrainingOptions = {},
): Promise<FittedClassifier> {
  const fitted = await fitUncalibrated(settings, data, options);
  const { calibration } = settings;
  if (calibration === undefined || calibration.method === "none") return fitted;
  const held = await heldOutLogits({ ...settings, calibration }, data, fitted, options);
  const found = fitCalibration(calibration.method, held);
  const onnx = calibrateModel(fitted.model.onnx, found, data.labels.length);
  return { ...fitted, model: { ...fitted.model, onnx }, calibration: found };
}
