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

/** A model of an architecture that is not in the catalogue. */
export class UnsupportedArchitectureError extends LexopsError {
  readonly code = "transformer/unsupported-architecture";
  readonly kind = "not-implemented";
  constructor(modelType: string, known: readonly string[]) {
    super(
      `Models of the type ${JSON.stringify(modelType.slice(0, 100))} are not supported.`,
      `Take one whose config.json has one of these as model_type: ${known.join(", ")}.`,
    );
  }
}
