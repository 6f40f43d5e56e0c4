/** @file Reads an ONNX ModelProto back: what `encodeModel` writes, and models of others as far as they stay with that. */
import {
  type Attribute,
  type Attributes,
  type DataType,
  type Dimension,
  onnxTypeNumbers,
  type Shape,
  type TensorData,
} from "../graph/index.ts";
import { UnreadableModelError } from "./errors.ts";
import {
  attributeField,
  attributeTypes,
  dimensionField,
  entryField,
  graphField,
  modelField,
  nodeField,
  opsetField,
  shapeField,
  tensorField,
  tensorTypeField,
  typeField,
  valueField,
} from "./onnx-fields.ts";
import { type ProtobufField, readMessage } from "./protobuf-reader.ts";
import { tensorDataFromBytes } from "./tensor-bytes.ts";

/** A model's parts as plain data. */
interface DecodedModel {
  /** Version of the standard operators. */
  readonly opset: number;
  readonly inputs: readonly DecodedValue[];
  readonly outputs: readonly DecodedValue[];
  /** Constants and weights by name. */
  readonly initializers: Readonly<Record<string, TensorData>>;
  readonly nodes: readonly DecodedNode[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** A declared input or output. */
interface DecodedValue {
  readonly name: string;
  readonly type: DataType;
  /** A dimension without a size or a name is "?". */
  readonly shape: Shape;
}

/** One operation. */
interface DecodedNode {
  readonly type: string;
  /** "" for the standard operators. */
  readonly domain: string;
  /** Names; "" where an optional one is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

const dataTypes = new Map(Object.entries(onnxTypeNumbers).map(([type, number]) => [number, type as DataType]));

/** Reads a model's file. @throws UnreadableModelError, and nothing else, whatever the bytes are */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  let opset: number | undefined;
  let graph: Uint8Array | undefined;
  const metadata: [string, string][] = [];
  readMessage(bytes, "the model", {
    [modelField.graph]: (field) => {
      graph = field.bytes();
    },
    [modelField.opsetImport]: (field) => {
      const { domain, version } = readOpset(field.bytes());
      if (domain === "" || domain === "ai.onnx") opset = version;
    },
    [modelField.metadataProps]: (field) => metadata.push(readEntry(field.bytes())),
  });
  if (graph === undefined) throw new UnreadableModelError("the model", "it has no graph");
  if (opset === undefined) throw new UnreadableModelError("the model", "it names no version of the operators");
  return { opset, ...readGraph(graph), metadata: Object.fromEntries(metadata) };
}

function readOpset(bytes: Uint8Array): { readonly domain: string; readonly version: number } {
  let domain = "";
  let version = 0;
  readMessage(bytes, "an opset import", {
    [opsetField.domain]: (field) => {
      domain = field.text();
    },
    [opsetField.version]: (field) => {
      version = field.count();
    },
  });
  return { domain, version };
}

function readEntry(bytes: Uint8Array): [key: string, value: string] {
  const entry: [string, string] = ["", ""];
  readMessage(bytes, "the metadata", {
    [entryField.key]: (field) => {
      entry[0] = field.text();
    },
    [entryField.value]: (field) => {
      entry[1] = field.text();
    },
  });
  return entry;
}

function readGraph(bytes: Uint8Array): Omit<DecodedModel, "opset" | "metadata"> {
  const nodes: DecodedNode[] = [];
  const inputs: DecodedValue[] = [];
  const outputs: DecodedValue[] = [];
  const initializers: [string, TensorData][] = [];
  readMessage(bytes, "the graph", {
    [graphField.node]: (field) => nodes.push(readNode(field.bytes())),
    [graphField.initializer]: (field) => {
      const { name, data } = readTensor(field.bytes());
      initializers.push([name, data]);
    },
    [graphField.input]: (field) => inputs.push(readValue(field.bytes())),
    [graphField.output]: (field) => outputs.push(readValue(field.bytes())),
  });
  return { nodes, inputs, outputs, initializers: Object.fromEntries(initializers) };
}

function readNode(bytes: Uint8Array): DecodedNode {
  let type = "";
  let domain = "";
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: [string, Attribute][] = [];
  readMessage(bytes, "a node", {
    [nodeField.input]: (field) => inputs.push(field.text()),
    [nodeField.output]: (field) => outputs.push(field.text()),
    [nodeField.type]: (field) => {
      type = field.text();
    },
    [nodeField.domain]: (field) => {
      domain = field.text();
    },
    [nodeField.attribute]: (field) => attributes.push(readAttribute(field.bytes())),
  });
  return { type, domain, inputs, outputs, attributes: Object.fromEntries(attributes) };
}

function readAttribute(bytes: Uint8Array): [name: string, attribute: Attribute] {
  let name = "";
  let type: number | undefined;
  let single: ProtobufField | undefined;
  const ints: (number | bigint)[] = [];
  const floats: number[] = [];
  const strings: string[] = [];
  const keep = (field: ProtobufField) => {
    single = field;
  };
  readMessage(bytes, "an attribute", {
    [attributeField.name]: (field) => {
      name = field.text();
    },
    [attributeField.type]: (field) => {
      type = field.count();
    },
    [attributeField.float]: keep,
    [attributeField.int]: keep,
    [attributeField.string]: keep,
    [attributeField.tensor]: keep,
    [attributeField.ints]: (field) => {
      for (const value of field.integers()) ints.push(plainInteger(value));
    },
    [attributeField.floats]: (field) => {
      for (const value of field.floats()) floats.push(value);
    },
    [attributeField.strings]: (field) => strings.push(field.text()),
  });
  const value = () => {
    if (single === undefined) throw new UnreadableModelError(`the attribute "${name}"`, "it has no value");
    return single;
  };
  switch (type) {
    case attributeTypes.float:
      return [name, { type: "float", value: value().float() }];
    case attributeTypes.int:
      return [name, { type: "int", value: plainInteger(value().integer()) }];
    case attributeTypes.string:
      return [name, { type: "string", value: value().text() }];
    case attributeTypes.tensor:
      return [name, { type: "tensor", value: readTensor(value().bytes()).data }];
    case attributeTypes.floats:
      return [name, { type: "floats", value: floats }];
    case attributeTypes.ints:
      return [name, { type: "ints", value: ints }];
    case attributeTypes.strings:
      return [name, { type: "strings", value: strings }];
    default:
      throw new UnreadableModelError(`the attribute "${name}"`, `it is of the type ${type ?? "(none)"}`);
  }
}

function plainInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function readTensor(bytes: Uint8Array): { readonly name: string; readonly data: TensorData } {
  let name = "";
  let type: DataType | undefined;
  let raw: Uint8Array | undefined;
  const shape: number[] = [];
  readMessage(bytes, "a tensor", {
    [tensorField.dimensions]: (field) => {
      for (const size of field.integers()) shape.push(Number(size));
    },
    [tensorField.dataType]: (field) => {
      type = readDataType(field, "a tensor");
    },
    [tensorField.name]: (field) => {
      name = field.text();
    },
    [tensorField.rawData]: (field) => {
      raw = field.bytes();
    },
  });
  const where = `the tensor "${name}"`;
  if (type === undefined) throw new UnreadableModelError(where, "it names no element type");
  if (raw === undefined) throw new UnreadableModelError(where, "its elements are not stored as raw data in the file");
  return { name, data: tensorDataFromBytes(type, shape, raw, where) };
}

function readDataType(field: ProtobufField, where: string): DataType {
  const number = field.count();
  const type = dataTypes.get(number);
  if (type === undefined) throw new UnreadableModelError(where, `the element type ${number} is not one that we use`);
  return type;
}

function readValue(bytes: Uint8Array): DecodedValue {
  let name = "";
  let type: DataType | undefined;
  const shape: Dimension[] = [];
  const where = "an input or output";
  readMessage(bytes, where, {
    [valueField.name]: (field) => {
      name = field.text();
    },
    [valueField.type]: (value) =>
      readMessage(value.bytes(), where, {
        [typeField.tensor]: (tensor) =>
          readMessage(tensor.bytes(), where, {
            [tensorTypeField.elementType]: (field) => {
              type = readDataType(field, where);
            },
            [tensorTypeField.shape]: (dimensions) =>
              readMessage(dimensions.bytes(), where, {
                [shapeField.dimension]: (field) => shape.push(readDimension(field.bytes())),
              }),
          }),
      }),
  });
  if (type === undefined) throw new UnreadableModelError(where, `"${name}" is not a tensor`);
  return { name, type, shape };
}

function readDimension(bytes: Uint8Array): Dimension {
  let dimension: Dimension = "?";
  readMessage(bytes, "a dimension", {
    [dimensionField.value]: (field) => {
      dimension = field.count();
    },
    [dimensionField.parameter]: (field) => {
      dimension = field.text();
    },
  });
  return dimension;
}
