/** @file The vocabulary of graphs: tensors that stand for values, and operators that make tensors from tensors. */
import type { Attributes } from "./attribute.ts";
import type { Shape } from "./dimension.ts";
import type { DataType, TensorData } from "./tensor-data.ts";

/** A value that a graph will hold when it runs. */
export interface Tensor {
  readonly graph: Graph;
  /** Unique within its graph. */
  readonly name: string;
  readonly type: DataType;
  readonly shape: Shape;
  /** What it holds, where that is fixed. */
  readonly value?: TensorData;
  /** For an int64 vector that holds a shape: that shape, names included. */
  readonly dimensions?: Shape;
}

/** Element type and shape of a tensor to be made. */
export interface TensorType {
  readonly type: DataType;
  readonly shape: Shape;
}

/** What operators ask of the graph they add to. */
export interface Graph {
  /** Adds one operation and returns its outputs. @throws ForeignTensorError, and what the operator's shape rule throws. */
  apply<Settings>(
    operator: Operator<Settings>,
    inputs: readonly (Tensor | undefined)[],
    settings: Settings,
  ): readonly Tensor[];
  /** A fixed value. `dimensions`: the shape it stands for, when it is a vector that holds one. */
  constant(data: TensorData, dimensions?: Shape): Tensor;
  /** The first tensor that has a dimension of this name, and the axis. @throws UnknownDimensionError */
  dimensionSource(name: string): { readonly tensor: Tensor; readonly axis: number };
  /** Says that the int64 vector holds this shape. */
  withDimensions(vector: Tensor, dimensions: Shape): Tensor;
}

/** What a gradient rule may use. */
export interface GradientTask<Settings> {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly settings: Settings;
  /** The loss's gradient by each output; `undefined` where the loss does not depend on it. */
  readonly outputGradients: readonly (Tensor | undefined)[];
  /** Whether the gradient by each input is asked for. */
  readonly wanted: readonly boolean[];
}

/** One operator: how ONNX writes it, its shape rule, its gradient and samples to test all of that with. */
export interface Operator<Settings = undefined> {
  /** ONNX's name of it, in the standard domain. */
  readonly type: string;
  attributes(settings: Settings): Attributes;
  /** Types and shapes of the outputs. @throws ShapeMismatchError, DataTypeMismatchError */
  infer(inputs: readonly Tensor[], settings: Settings): readonly TensorType[];
  /**
   * The loss's gradient by each wanted input (others may be left out), written with operators.
   * Absent where no output is floating-point or none depends smoothly on an input.
   */
  gradient?(task: GradientTask<Settings>): readonly (Tensor | undefined)[];
  readonly samples: readonly OperatorSample[];
}

/** A small use of an operator that the conformance suite runs: real shapes, finite differences, PyTorch. */
export interface OperatorSample {
  readonly name: string;
  readonly inputs: Readonly<Record<string, SampleInput>>;
  /** Sizes of the named dimensions. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** Applies the operator. Outputs in order. */
  build(inputs: Readonly<Record<string, Tensor>>): readonly Tensor[];
  /** ONNX Runtime has no float64 kernel for it, so that gradients are checked in single precision. */
  readonly onlyFloat32?: boolean;
  /** It draws random numbers: each check starts a session of its own. */
  readonly random?: boolean;
}

/** What a sample feeds. */
export interface SampleInput {
  readonly shape: Shape;
  /** "float" is float64 where the runtime has kernels for it. */
  readonly type?: DataType | "float";
  /** Uniform over this range; [-1, 1] when absent. */
  readonly range?: readonly [low: number, high: number];
  /** The elements, where they matter; needed for other types than floats. */
  readonly values?: readonly number[];
}
