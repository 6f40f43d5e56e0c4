/** @file ONNX models: written from graphs, and read back. */
export { type DecodedModel, type DecodedNode, type DecodedValue, decodeModel } from "./decode-model.ts";
export { type EncodeOptions, encodeModel } from "./encode-model.ts";
export { ParameterValueError, UnreadableModelError } from "./errors.ts";
