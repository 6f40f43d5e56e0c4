/** @file Text written by language models. */
export { type GenerateOptions, generateFields } from "./generate-options.config.ts";
export type { Generated } from "./generate-worker.ts";
export { type GeneratorOptions, openGenerator, type TextGenerator, type WriteOptions } from "./open-generator.ts";
