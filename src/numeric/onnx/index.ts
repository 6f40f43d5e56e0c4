/** @file ONNX models: written from graphs, and read back. */
export { type EncodeOptions, encodeModel } from "./encode-model.ts";
export { ParameterValueError } from "./errors.ts";
