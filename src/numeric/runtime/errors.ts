/** @file What can go wrong when a model is loaded and run. */
import { LexopsError } from "../../foundation/index.ts";

/** Bytes that ONNX Runtime can't load as a model. */
export class BrokenModelError extends LexopsError {
  readonly code = "numeric/broken-model";
  readonly kind = "invalid-input";
  constructor(sizeBytes: number, cause: unknown) {
    super(
      `The model of ${sizeBytes} bytes can't be loaded: ${reasonOf(cause)}.`,
      "Check that the file is a whole ONNX model of opset 21 or older; write it again where it was cut short.",
      { cause },
    );
  }
}

/** Inputs that a model does not take. */
export class ModelInputError extends LexopsError {
  readonly code = "numeric/model-input";
  readonly kind = "invalid-input";
  constructor(reason: string, inputs: readonly string[]) {
    super(`The model can't run: ${reason}.`, `Its inputs are: ${inputs.join(", ") || "none"}.`);
  }
}

/** A computation that failed on the way, for example by an index out of range. */
export class ModelRunError extends LexopsError {
  readonly code = "numeric/model-run";
  readonly kind = "invalid-input";
  constructor(cause: unknown) {
    super(
      `The model stopped while it ran: ${reasonOf(cause)}.`,
      "Check that shapes agree with each other and that ids are within the vocabulary.",
      { cause },
    );
  }
}

/** A session that is used after its release. */
export class ReleasedSessionError extends LexopsError {
  readonly code = "numeric/released-session";
  readonly kind = "bug";
  constructor() {
    super("A session was run after its release.", "Create a new session, or release it later.");
  }
}

function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.trim().replace(/\s+/g, " ").replace(/\.$/, "");
}
