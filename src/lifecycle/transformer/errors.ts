/** @file What can be wrong with a transformer's settings. */
import { LexopsError } from "../../foundation/index.ts";

/** A `config.json` asks for something that is not supported, or lacks what is needed. */
export class UnsupportedConfigError extends LexopsError {
  readonly code = "transformer/unsupported-config";
  readonly kind = "invalid-input";
  constructor(architecture: string, field: string, problem: string) {
    super(
      `The config.json of a ${architecture} model: "${field}" ${problem}.`,
      "Take a checkpoint that does without, or one of another architecture.",
    );
  }
}
