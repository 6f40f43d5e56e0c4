/** @file Records operations on symbolic tensors. */
import { canonicalDimension, formatShape, type Shape } from "./dimension.ts";
import { ForeignTensorError, GraphNameError, ShapeMismatchError, UnknownDimensionError } from "./errors.ts";
import type {
  DimensionSource,
  GradientStep,
  Graph,
  GraphNode,
  JoinedStep,
  Operator,
  Tensor,
  TensorType,
} from "./tensor.ts";
import type { DataType, TensorData } from "./tensor-data.ts";

/** Constants up to this many elements are shared when they are equal. */
const SHARED_CONSTANT_ELEMENTS = 16;

/** A graph in the making. Operations add to it; `encodeModel` of `numeric/onnx` writes what its outputs need. */
export class GraphBuilder implements Graph {
  readonly inputs: Tensor[] = [];
  readonly parameters: Tensor[] = [];
  /** In the order of recording, so that each comes after what it needs. */
  readonly nodes: GraphNode[] = [];
  readonly steps: GradientStep[] = [];
  readonly outputs: { readonly name: string; readonly tensor: Tensor }[] = [];
  private readonly names = new Set<string>();
  private readonly sources = new Map<string, DimensionSource>();
  private readonly sharedConstants = new Map<string, Tensor>();
  private count = 0;
  private isInOneStep = false;
  private readonly prefix: string;

  /** @param prefix begins the names of what is recorded, for graphs that are joined to others */
  constructor(prefix = "") {
    this.prefix = `/${prefix}${prefix === "" ? "" : "/"}`;
  }

  /** A value fed at each run. @throws GraphNameError */
  input(name: string, type: DataType, shape: Shape): Tensor {
    this.claimName(name);
    const tensor = this.createTensor(name, { type, shape: shape.map(canonicalDimension) });
    this.inputs.push(tensor);
    return tensor;
  }

  /**
   * A float32 weight: an input while training, an initializer in a model that carries weights. @throws GraphNameError
   */
  parameter(name: string, shape: readonly number[]): Tensor {
    this.claimName(name);
    const tensor = this.createTensor(name, { type: "float32", shape });
    this.parameters.push(tensor);
    return tensor;
  }

  /** Makes a tensor a result of the graph, under a name of its own. @throws GraphNameError */
  output(name: string, tensor: Tensor): void {
    if (tensor.graph !== this) throw new ForeignTensorError("output", tensor.name);
    this.claimName(name);
    this.outputs.push({ name, tensor });
  }

  constant(data: TensorData): Tensor {
    const elements = data.shape.reduce((product, size) => product * size, 1);
    if (elements !== data.data.length)
      throw new ShapeMismatchError("constant", [data.shape], `it has ${data.data.length} elements`);
    const values = data.data.length <= SHARED_CONSTANT_ELEMENTS ? Array.from(data.data, exactText).join() : undefined;
    const key = `${data.type} ${formatShape(data.shape)} ${values}`;
    const shared = values === undefined ? undefined : this.sharedConstants.get(key);
    if (shared !== undefined) return shared;
    const tensor = { ...this.createTensor(`${this.prefix}Constant_${this.count++}`, data), value: data };
    if (values !== undefined) this.sharedConstants.set(key, tensor);
    return tensor;
  }

  apply<Settings>(
    operator: Operator<Settings>,
    inputs: readonly (Tensor | undefined)[],
    settings: Settings,
  ): readonly Tensor[] {
    for (const input of inputs) {
      if (input !== undefined && input.graph !== this) throw new ForeignTensorError(operator.type, input.name);
    }
    const given = inputs as readonly Tensor[]; // an operator knows which of its inputs are optional
    const outputs = operator
      .infer(given, settings)
      .map((type) => this.createTensor(`${this.prefix}${operator.type}_${this.count++}`, type));
    const gradient = operator.gradient?.bind(operator);
    const node: GraphNode = {
      type: operator.type,
      attributes: operator.attributes(settings),
      inputs,
      outputs,
      requiredOutputs: operator.requiredOutputs ?? outputs.length,
      ...(gradient && {
        differentiate: (outputGradients, wanted) =>
          gradient({ inputs: given, outputs, settings, outputGradients, wanted }),
      }),
    };
    this.nodes.push(node);
    if (!this.isInOneStep) this.steps.push(node);
    return outputs;
  }

  together({ inputs, ...step }: JoinedStep, record: () => readonly Tensor[]): readonly Tensor[] {
    if (this.isInOneStep) return record();
    this.isInOneStep = true;
    const from = this.nodes.length;
    try {
      const outputs = record();
      const taken = typeof inputs === "function" ? inputs(this.nodes.slice(from)) : inputs;
      this.steps.push({ ...step, inputs: taken, outputs });
      return outputs;
    } finally {
      this.isInOneStep = false;
    }
  }

  findDimension(dimension: string): DimensionSource | undefined {
    return this.sources.get(dimension);
  }

  getDimension(name: string): DimensionSource {
    const source = this.sources.get(name);
    if (source === undefined) throw new UnknownDimensionError(name, [...this.sources.keys()]);
    return source;
  }

  private createTensor(name: string, { type, shape }: TensorType): Tensor {
    const tensor: Tensor = { graph: this, name, type, shape };
    shape.forEach((dimension, axis) => {
      if (typeof dimension === "string" && !this.sources.has(dimension)) this.sources.set(dimension, { tensor, axis });
    });
    return tensor;
  }

  private claimName(name: string): void {
    if (name === "" || name.startsWith("/")) throw new GraphNameError(name, 'it is empty or starts with "/"');
    if (this.names.has(name)) throw new GraphNameError(name, "it is taken");
    this.names.add(name);
  }
}

function exactText(value: number | bigint): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
