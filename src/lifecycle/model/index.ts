/** @file One file per architecture, and their catalogue. */
export type { ModelConfig } from "./model.config.ts";
