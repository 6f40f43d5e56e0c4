/** @file The safetensors format: tensors by name, read whole or one by one, and written. */
export { UnknownTensorError } from "./errors.ts";
export { openSafetensors, type SafetensorsFile } from "./open-safetensors.ts";
export type { TensorEntry } from "./parse-header.ts";
export { readSafetensors } from "./read-safetensors.ts";
export { writeSafetensors } from "./write-safetensors.ts";
