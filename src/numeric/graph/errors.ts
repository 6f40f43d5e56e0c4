/** @file What can be wrong with a graph. */
import { LexopsError } from "../../foundation/index.ts";
import { formatShape, type Shape } from "./dimension.ts";

/** Tensors whose shapes an operator can't take. */
export class ShapeMismatchError extends LexopsError {
  readonly code = "numeric/shape-mismatch";
  readonly kind = "invalid-input";
  constructor(operator: string, shapes: readonly Shape[], rule: string) {
    super(
      `${operator} was given the shape${shapes.length === 1 ? "" : "s"} ${shapes.map(formatShape).join(" and ")}, but ${rule}.`,
      "Reshape, transpose or expand the tensors to shapes that the operator takes.",
    );
  }
}

/** Tensors whose element types an operator can't take. */
export class DataTypeMismatchError extends LexopsError {
  readonly code = "numeric/data-type-mismatch";
  readonly kind = "invalid-input";
  constructor(operator: string, types: readonly string[], rule: string) {
    super(`${operator} was given ${types.join(" and ")}, but ${rule}.`, "Convert a tensor with cast() first.");
  }
}

/** A name of an input, parameter or output that is taken or can't be used. */
export class GraphNameError extends LexopsError {
  readonly code = "numeric/graph-name";
  readonly kind = "invalid-input";
  constructor(name: string, reason: string) {
    super(`The graph can't use the name "${name}": ${reason}.`, "Choose another name for the input or output.");
  }
}

/** A dimension that no tensor of the graph has, so that its size can't be known when the graph runs. */
export class UnknownDimensionError extends LexopsError {
  readonly code = "numeric/unknown-dimension";
  readonly kind = "invalid-input";
  constructor(name: string, known: readonly string[]) {
    super(
      `No tensor of the graph has the dimension "${name}"; known: ${known.join(", ") || "none"}.`,
      "Use the name of a dimension that an input declares.",
    );
  }
}

/** Tensors of two graphs in one operation. */
export class ForeignTensorError extends LexopsError {
  readonly code = "numeric/foreign-tensor";
  readonly kind = "invalid-input";
  constructor(operator: string, name: string) {
    super(
      `${operator} was given the tensor "${name}" of another graph.`,
      "Build each graph from inputs and constants of its own.",
    );
  }
}

/** A derivative that does not exist. */
export class NoGradientError extends LexopsError {
  readonly code = "numeric/no-gradient";
  readonly kind = "invalid-input";
  constructor(reason: string) {
    super(reason, "Differentiate a scalar loss by floating-point tensors that it is computed from.");
  }
}
