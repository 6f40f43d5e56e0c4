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

interface TypeAndShape {
  readonly type: string;
  readonly shape: readonly Dimension[];
}

function describe({ type, shape }: TypeAndShape): string {
  return `${type} [${shape.join(", ")}]`;
}
