/**
 * @file Architectures: one file each, and their catalogue.
 *
 * What every shipped graph keeps to: models of sparse rows take `indices` int64 [entries], `values` float32 [entries]
 * and `offsets` int64 [batch+1]; models of token ids take `input_ids` and `attention_mask` int64 [batch, tokens], with
 * at least one token, padding masked; models that look at no text take `batch` int64 [batch], all zeros. All give
 * `logits` and `probabilities` float32 [batch, labels]: a softmax over the labels, or where a text may have several a
 * sigmoid for each; models with attention also `attention` float32 [batch, tokens]. A dense layer's weight is
 * [inputs, outputs].
 */
export type { Encoding, ModelSize, PooledEmbedding, TextConvolution } from "./architecture.ts";
export { architectures } from "./catalog.ts";
export { contrastiveGraph, embeddingWeights, textEmbedding, textEmbeddingGraph } from "./contrastive-graph.ts";
export { WrongEncodingError } from "./errors.ts";
export { foldFastText } from "./fast-text.ts";
export { languageModelGraph, languageModelWeights } from "./language-model-graph.ts";
export { linkOf } from "./link-of.ts";
export type { LossConfig } from "./loss.config.ts";
export type { ModelConfig } from "./model.config.ts";
export { modelGraph, type TrainingGraph, trainingGraph } from "./model-graph.ts";
export { quantisedFastTextGraph } from "./quantised-fast-text.ts";
export { shippedModel, weightTensors } from "./shipped-model.ts";
export { startingWeights, startingWeightsOf } from "./starting-weights.ts";
