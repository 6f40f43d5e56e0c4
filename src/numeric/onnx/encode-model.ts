/** @file Writes a graph as an ONNX ModelProto. */
import {
  type Attribute,
  type Dimension,
  type GraphBuilder,
  type GraphNode,
  onnxTypeNumbers,
  type Tensor,
  type TensorData,
} from "../graph/index.ts";
import { ParameterValueError } from "./errors.ts";
import {
  attributeField,
  attributeTypes,
  dimensionField,
  entryField,
  graphField,
  IR_VERSION,
  modelField,
  nodeField,
  OPSET_VERSION,
  opsetField,
  shapeField,
  tensorField,
  tensorTypeField,
  typeField,
  valueField,
} from "./onnx-fields.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";

/** How a graph is written. */
interface EncodeOptions {
  /** Values of parameters, by name: written as initializers. A parameter without a value becomes an input. */
  readonly parameters?: Readonly<Record<string, TensorData>>;
  /** Free facts about the model, kept in its metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
  /**
   * Writes nodes that no other needs behind all others, the last recorded first. ONNX Runtime computes what the last node
   * needs before all else: in this order results are computed as they were recorded, so that a gradient is done with, and
   * what it needs is free, before the next layer's turn. Does not change what is computed.
   */
  readonly resultsInOrder?: boolean;
}

/**
 * The ModelProto (opset 21) of what the graph's outputs need, in canonical order: equal graphs give equal bytes. Inputs
 * that no output needs are written too, as part of the graph's contract; parameters only where they are needed.
 * @throws ParameterValueError
 */
export function encodeModel(graph: GraphBuilder, options: EncodeOptions = {}): Uint8Array {
  const model = new ProtobufWriter();
  model.integer(modelField.irVersion, IR_VERSION);
  model.text(modelField.producerName, "lexops");
  model.message(modelField.graph, (writer) => writeGraph(writer, graph, options));
  model.message(modelField.opsetImport, (opset) => {
    opset.text(opsetField.domain, "");
    opset.integer(opsetField.version, OPSET_VERSION);
  });
  for (const [key, value] of Object.entries(options.metadata ?? {}).sort(([left], [right]) =>
    left < right ? -1 : 1,
  )) {
    model.message(modelField.metadataProps, (entry) => {
      entry.text(entryField.key, key);
      entry.text(entryField.value, value);
    });
  }
  return model.finish();
}

function writeGraph(
  writer: ProtobufWriter,
  graph: GraphBuilder,
  { parameters = {}, resultsInOrder = false }: EncodeOptions,
): void {
  const { nodes: recorded, used } = neededNodes(graph);
  const nodes = resultsInOrder ? resultsLast(recorded) : recorded;
  const outputNames = new Map<string, string>();
  const produced = new Set(nodes.flatMap((node) => node.outputs.map(({ name }) => name)));
  const copies: { readonly from: string; readonly to: string }[] = [];
  for (const { name, tensor } of graph.outputs) {
    if (produced.has(tensor.name) && !outputNames.has(tensor.name)) outputNames.set(tensor.name, name);
    else copies.push({ from: tensor.name, to: name });
  }
  const written = (name: string) => outputNames.get(name) ?? name;
  for (const node of nodes) {
    writer.message(graphField.node, (message) => writeNode(message, node, written, used));
  }
  for (const { from, to } of copies) {
    writer.message(graphField.node, (message) => {
      message.text(nodeField.input, written(from));
      message.text(nodeField.output, to);
      message.text(nodeField.name, `Identity:${to}`);
      message.text(nodeField.type, "Identity");
    });
  }
  writer.text(graphField.name, "lexops");
  for (const [name, value] of usedConstants(graph, nodes)) {
    writer.message(graphField.initializer, (message) => writeTensor(message, value, name));
  }
  const needed = graph.parameters.filter(({ name }) => used.has(name));
  for (const parameter of needed) {
    const value = Object.hasOwn(parameters, parameter.name) ? parameters[parameter.name] : undefined;
    if (value === undefined) continue;
    requireFit(parameter, value);
    writer.message(graphField.initializer, (message) => writeTensor(message, value, parameter.name));
  }
  const inputs = [...graph.inputs, ...needed.filter(({ name }) => !Object.hasOwn(parameters, name))];
  for (const input of inputs) writer.message(graphField.input, (message) => writeValueInfo(message, input.name, input));
  for (const { name, tensor } of graph.outputs) {
    writer.message(graphField.output, (message) => writeValueInfo(message, name, tensor));
  }
}

function resultsLast(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const needed = new Set(nodes.flatMap(({ inputs }) => inputs));
  const isResult = ({ outputs }: GraphNode) => !outputs.some((output) => needed.has(output));
  return [...nodes.filter((node) => !isResult(node)), ...nodes.filter(isResult).reverse()];
}

/** The nodes that an output needs, in order, and the names of all tensors that those and the outputs use. */
function neededNodes(graph: GraphBuilder): {
  readonly nodes: readonly GraphNode[];
  readonly used: ReadonlySet<string>;
} {
  const used = new Set(graph.outputs.map(({ tensor }) => tensor.name));
  const nodes = graph.nodes
    .toReversed()
    .filter((node) => {
      const isNeeded = node.outputs.some(({ name }) => used.has(name));
      if (isNeeded) for (const input of node.inputs) if (input !== undefined) used.add(input.name);
      return isNeeded;
    })
    .reverse();
  return { nodes, used };
}

function usedConstants(graph: GraphBuilder, nodes: readonly GraphNode[]): ReadonlyMap<string, TensorData> {
  const values = new Map<string, TensorData>();
  const tensors = [...nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ tensor }) => tensor)];
  for (const tensor of tensors) if (tensor?.value !== undefined) values.set(tensor.name, tensor.value);
  return values;
}

function writeNode(
  writer: ProtobufWriter,
  node: GraphNode,
  written: (name: string) => string,
  used: ReadonlySet<string>,
): void {
  for (const input of node.inputs) writer.text(nodeField.input, input === undefined ? "" : written(input.name));
  const last = node.outputs.findLastIndex(({ name }) => used.has(name));
  const outputs = node.outputs.slice(0, Math.max(node.requiredOutputs, last + 1));
  for (const output of outputs) writer.text(nodeField.output, written(output.name));
  writer.text(nodeField.name, node.outputs[0]!.name);
  writer.text(nodeField.type, node.type);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    writer.message(nodeField.attribute, (message) => writeAttribute(message, name, attribute));
  }
}

function writeAttribute(writer: ProtobufWriter, name: string, attribute: Attribute): void {
  writer.text(attributeField.name, name);
  switch (attribute.type) {
    case "float":
      writer.float(attributeField.float, attribute.value);
      break;
    case "int":
      writer.integer(attributeField.int, attribute.value);
      break;
    case "string":
      writer.text(attributeField.string, attribute.value);
      break;
    case "tensor":
      writer.message(attributeField.tensor, (message) => writeTensor(message, attribute.value));
      break;
    case "floats":
      for (const value of attribute.value) writer.float(attributeField.floats, value);
      break;
    case "ints":
      for (const value of attribute.value) writer.integer(attributeField.ints, value);
      break;
    case "strings":
      for (const value of attribute.value) writer.text(attributeField.strings, value);
      break;
  }
  writer.integer(attributeField.type, attributeTypes[attribute.type]);
}

function writeTensor(writer: ProtobufWriter, { type, shape, data }: TensorData, name?: string): void {
  for (const size of shape) writer.integer(tensorField.dimensions, size);
  writer.integer(tensorField.dataType, onnxTypeNumbers[type]);
  if (name !== undefined) writer.text(tensorField.name, name);
  // Typed arrays and ONNX's raw data are both little-endian on every platform that Node runs on.
  writer.bytes(tensorField.rawData, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValueInfo(writer: ProtobufWriter, name: string, { type, shape }: Tensor): void {
  writer.text(valueField.name, name);
  writer.message(valueField.type, (value) => {
    value.message(typeField.tensor, (tensor) => {
      tensor.integer(tensorTypeField.elementType, onnxTypeNumbers[type]);
      tensor.message(tensorTypeField.shape, (shapeWriter) => {
        for (const size of shape) shapeWriter.message(shapeField.dimension, (message) => writeDimension(message, size));
      });
    });
  });
}

function writeDimension(writer: ProtobufWriter, size: Dimension): void {
  if (typeof size === "number") writer.integer(dimensionField.value, size);
  else writer.text(dimensionField.parameter, size);
}

function requireFit(parameter: Tensor, value: TensorData): void {
  const fits = value.shape.length === parameter.shape.length && value.shape.every((n, at) => n === parameter.shape[at]);
  if (!fits || value.type !== parameter.type) {
    throw new ParameterValueError(parameter.name, parameter, value);
  }
}
