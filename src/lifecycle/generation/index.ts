/** @file Text written by language models. */
export type { GenerateOptions } from "./generate-options.config.ts";
export type { Generated } from "./generate-worker.ts";
export { type GeneratorOptions, openGenerator, type TextGenerator } from "./open-generator.ts";
