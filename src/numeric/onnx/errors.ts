/** @file What can be wrong with a model's file or with the weights put into it. */
import { LexopsError } from "../../foundation/index.ts";
import type { Dimension } from "../graph/index.ts";

/** A weight that does not fit its parameter. */
export class ParameterValueError extends LexopsError {
  readonly code = "numeric/parameter-value";
  readonly kind = "invalid-input";
  constructor(name: string, expected: TypeAndShape, given: TypeAndShape) {
    super(
      `The parameter "${name}" was given ${describe(given)}, but it is ${describe(expected)}.`,
      "Give the weights that were trained for this graph.",
    );
  }
}

/** Bytes that are not an ONNX model, or one with parts that we don't read. */
export class UnreadableModelError extends LexopsError {
  readonly code = "numeric/unreadable-model";
  readonly kind = "invalid-input";
  constructor(where: string, reason: string) {
    super(
      `The ONNX model can't be read: in ${where}, ${reason}.`,
      "Check that the file is whole, and that it is an ONNX model with its weights in the same file.",
    );
  }
}

interface TypeAndShape {
  readonly type: string;
  readonly shape: readonly Dimension[];
}

function describe({ type, shape }: TypeAndShape): string {
  return `${type} [${shape.join(", ")}]`;
}
