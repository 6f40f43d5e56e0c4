/** @file Why a calibration cannot be fitted. */
import { LexopsError } from "../../foundation/index.ts";

/** A calibration needs scored rows that the model was not trained on. */
export class UnscoredRowsError extends LexopsError {
  readonly code = "calibration/unscored-rows";
  readonly kind = "invalid-input";
  constructor(fault: string) {
    super(
      `No calibration can be fitted to the held-out rows: ${fault}.`,
      "Give labelled rows that the model was not trained on, or train with calibration.method=none.",
    );
  }
}
