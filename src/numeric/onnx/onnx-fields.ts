/** @file Field numbers of the messages of onnx.proto that we write and read, and the versions we write. */

/** The newest operators that every runtime we ship to has. */
export const OPSET_VERSION = 21;
/** The IR version that came with that opset. */
export const IR_VERSION = 10;

export const modelField = { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8, metadataProps: 14 } as const;
export const opsetField = { domain: 1, version: 2 } as const;
export const entryField = { key: 1, value: 2 } as const;
export const graphField = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
export const nodeField = { input: 1, output: 2, name: 3, type: 4, attribute: 5, domain: 7 } as const;
export const attributeField = {
  name: 1,
  float: 2,
  int: 3,
  string: 4,
  tensor: 5,
  floats: 7,
  ints: 8,
  strings: 9,
  type: 20,
} as const;
export const tensorField = { dimensions: 1, dataType: 2, name: 8, rawData: 9 } as const;
export const valueField = { name: 1, type: 2 } as const;
export const typeField = { tensor: 1 } as const;
export const tensorTypeField = { elementType: 1, shape: 2 } as const;
export const shapeField = { dimension: 1 } as const;
export const dimensionField = { value: 1, parameter: 2 } as const;

/** AttributeProto.AttributeType by our names. */
export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const;
