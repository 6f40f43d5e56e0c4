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
}

/** Element type and shape of a tensor to be made. */
export interface TensorType {
  readonly type: DataType;
  readonly shape: Shape;
}

/** What a gradient goes back through in one step: an operation, or several with one rule for all of them. */
export interface GradientStep {
  readonly type: string;
  /** `undefined` where an optional input is left out. */
  readonly inputs: readonly (Tensor | undefined)[];
  readonly outputs: readonly Tensor[];
  /** Adds the gradient's operations; absent where there is none. */
  readonly differentiate?: (
    outputGradients: readonly (Tensor | undefined)[],
    wanted: readonly boolean[],
  ) => readonly (Tensor | undefined)[];
}

/** Operations that share one gradient rule; their inputs are given, or found among what was recorded. */
export interface JoinedStep extends Required<Pick<GradientStep, "type" | "differentiate">> {
  readonly inputs: GradientStep["inputs"] | ((recorded: readonly GraphNode[]) => GradientStep["inputs"]);
}

/** One recorded operation. */
export interface GraphNode extends GradientStep {
  readonly attributes: Attributes;
  /** How many of the outputs ONNX wants written; those after them are left out where nothing uses them. */
  readonly requiredOutputs: number;
}

/** Where a dimension's size can be read when the graph runs. */
export interface DimensionSource {
  readonly tensor: Tensor;
  readonly axis: number;
}

/** What operators ask of the graph they add to. */
export interface Graph {
  /** What gradients go back through, in the order of recording, so that each comes after what it needs. */
  readonly steps: readonly GradientStep[];
  /** Adds one operation and returns its outputs. @throws ForeignTensorError, and what the operator's shape rule throws. */
  apply<Settings>(
    operator: Operator<Settings>,
    inputs: readonly (Tensor | undefined)[],
    settings: Settings,
  ): readonly Tensor[];
  /**
   * Operations that `record` adds and that gradients go back through in one step, by a rule of their own in place of each
   * operation's.
   */
  together(step: JoinedStep, record: () => readonly Tensor[]): readonly Tensor[];
  /** A fixed value. Small equal ones are one tensor. @throws ShapeMismatchError where elements are missing */
  constant(data: TensorData): Tensor;
  /** The first tensor that has a dimension of this name, and the axis. @throws UnknownDimensionError */
  getDimension(name: string): DimensionSource;
  /** The same, or `undefined`. */
  findDimension(dimension: string): DimensionSource | undefined;
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

/** One operator: how ONNX writes it, its shape rule and its gradient. */
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
  /** How many of its outputs ONNX requires; all when absent. */
  readonly requiredOutputs?: number;
}

/** What the catalogue lists of an operator: enough to test it. */
export interface OperatorEntry {
  readonly type: string;
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
interface SampleInput {
  readonly shape: Shape;
  /** "float" is float64 where the runtime has kernels for it, and what the sample is differentiated by. */
  readonly type: DataType | "float";
  /** Uniform over this range; [-1, 1] when absent. */
  readonly range?: readonly [low: number, high: number];
  /** The elements, where they matter; they must be given for other types than floats. */
  readonly values?: readonly number[];
}
