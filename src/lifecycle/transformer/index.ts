/**
 * @file Transformers as graphs: BERT and its relatives, and GPT-2. Each architecture is one file and one line of the
 * catalogue. Weights have the names and layouts that the `transformers` library writes.
 */
export { adapterLayers } from "./adapter-layers.ts";
export type {
  ClassificationHead,
  Dropouts,
  KeysAndValues,
  TokenInputs,
  TransformerArchitecture,
  TransformerWeight,
  Weights,
} from "./architecture.ts";
export { transformers } from "./catalog.ts";
export { configFields } from "./config-fields.ts";
export { denseClassifier } from "./dense-classifier.ts";
export { depthOf } from "./depth.ts";
export { firstRows } from "./layers.ts";
export { longestText } from "./longest-text.ts";
export { atLeastOneToken, meanRows, unitRows } from "./pooling.ts";
export { readTransformerConfig } from "./read-transformer-config.ts";
export type { TransformerConfig } from "./transformer.config.ts";
