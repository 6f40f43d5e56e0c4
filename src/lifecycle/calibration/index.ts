/** @file Calibration: probabilities that mean what they say, as the last stage of any model's graph. */

export { applyCalibration } from "./apply-calibration.ts";
export type { CalibrationConfig } from "./calibration.config.ts";
export { calibrateModel } from "./calibration-stage.ts";
export { type Calibration, fitCalibration, type HeldOutLogits } from "./fit-calibration.ts";
export { type Link, uncalibratedProbabilities } from "./link.ts";
