/** @file ONNX models: written from graphs, and read back. */
export { decodeModel } from "./decode-model.ts";
export { encodeModel } from "./encode-model.ts";
export { ParameterValueError, UnreadableModelError } from "./errors.ts";
export { replaceOutputs } from "./replace-outputs.ts";
