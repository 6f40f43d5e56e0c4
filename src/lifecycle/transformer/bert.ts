/** @file BERT (Devlin et al. 2018): words, positions and segments, added and normalized, through encoder layers. */
import { add, reshape, slice, type Tensor, tanh } from "../../numeric/graph/index.ts";
import type {
  ClassificationHead,
  Dropouts,
  TokenInputs,
  TransformerArchitecture,
  TransformerWeight,
  Weights,
} from "./architecture.ts";
import type { ConfigFields } from "./config-fields.ts";
import { encoderStates, encoderWeights, type LayerNames } from "./encoder-layer.ts";
import { maskedLanguageModel } from "./language-model.ts";
import {
  dropOut,
  embed,
  firstRows,
  linear,
  linearWeights,
  norm,
  normWeights,
  paddingBias,
  ROWS,
  tableWeight,
} from "./layers.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** Reads the fields that BERT's relatives share. */
export function readBertConfig(
  architecture: TransformerConfig["architecture"],
  fields: ConfigFields,
): TransformerConfig {
  fields.only("position_embedding_type", "absolute");
  fields.only("is_decoder", false);
  fields.only("add_cross_attention", false);
  const width = fields.count("hidden_size");
  const hidden = fields.fraction("hidden_dropout_prob", 0.1);
  return {
    architecture,
    vocabularySize: fields.count("vocab_size"),
    width,
    embeddingWidth: width,
    layers: fields.count("num_hidden_layers"),
    heads: fields.count("num_attention_heads"),
    feedForwardWidth: fields.count("intermediate_size"),
    positions: fields.count("max_position_embeddings", 512),
    tokenTypes: fields.count("type_vocab_size", 2),
    paddingId: fields.id("pad_token_id"),
    activation: fields.activation("hidden_act"),
    layerNormEpsilon: fields.fraction("layer_norm_eps", 1e-12),
    relativeBuckets: null,
    initializerRange: fields.fraction("initializer_range", 0.02),
    dropout: {
      hidden,
      attention: fields.fraction("attention_probs_dropout_prob", 0.1),
      classifier: fields.fraction("classifier_dropout", hidden),
    },
  };
}

/** The same fields written. */
export function writeBertConfig(config: TransformerConfig): Readonly<Record<string, unknown>> {
  return {
    vocab_size: config.vocabularySize,
    hidden_size: config.width,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    intermediate_size: config.feedForwardWidth,
    max_position_embeddings: config.positions,
    type_vocab_size: config.tokenTypes,
    pad_token_id: config.paddingId,
    hidden_act: config.activation,
    layer_norm_eps: config.layerNormEpsilon,
    initializer_range: config.initializerRange,
    hidden_dropout_prob: config.dropout.hidden,
    attention_probs_dropout_prob: config.dropout.attention,
    classifier_dropout: config.dropout.classifier,
  };
}

function layerNames(prefix: string, layer: number): LayerNames {
  const at = `${prefix}encoder.layer.${layer}.`;
  return {
    query: `${at}attention.self.query`,
    key: `${at}attention.self.key`,
    value: `${at}attention.self.value`,
    attentionOutput: `${at}attention.output.dense`,
    attentionNorm: `${at}attention.output.LayerNorm`,
    feedForward: `${at}intermediate.dense`,
    output: `${at}output.dense`,
    outputNorm: `${at}output.LayerNorm`,
  };
}

/** Weights of the embeddings, their names beginning with `prefix`. */
export function bertEmbeddingWeights(prefix: string, config: TransformerConfig): readonly TransformerWeight[] {
  const { vocabularySize, embeddingWidth, positions, tokenTypes } = config;
  const at = `${prefix}embeddings.`;
  return [
    tableWeight(`${at}word_embeddings`, vocabularySize, embeddingWidth),
    tableWeight(`${at}position_embeddings`, positions, embeddingWidth),
    ...(tokenTypes === 0 ? [] : [tableWeight(`${at}token_type_embeddings`, tokenTypes, embeddingWidth)]),
    ...normWeights(`${at}LayerNorm`, embeddingWidth),
  ];
}

/** Weights of the embeddings and layers. */
export function bertWeights(prefix: string, config: TransformerConfig): readonly TransformerWeight[] {
  return [...bertEmbeddingWeights(prefix, config), ...encoderWeights((layer) => layerNames(prefix, layer), config)];
}

/** The embeddings, normalized: [batch * tokens, embeddingWidth]. Every token is of segment 0. */
export function bertEmbeddings(
  prefix: string,
  firstPosition: number,
  inputs: TokenInputs,
  weights: Weights,
  config: TransformerConfig,
  dropouts: Dropouts,
): Tensor {
  const at = `${prefix}embeddings.`;
  const [words, positions] = ["word", "position"].map((kind) => weights[`${at}${kind}_embeddings.weight`]!);
  const placed = embed(inputs, words!, positions!, firstPosition); // [batch, tokens, embeddingWidth]
  const segments = weights[`${at}token_type_embeddings.weight`];
  const added = segments === undefined ? placed : add(placed, slice(segments, 0, 1));
  const rows = reshape(added, [ROWS, config.embeddingWidth]);
  return dropOut(norm(rows, weights, `${at}LayerNorm`, config), config.dropout.hidden, dropouts);
}

/** What goes into the first layer and what comes out of each. */
export function bertLayers(
  prefix: string,
  embedded: Tensor,
  inputs: TokenInputs,
  weights: Weights,
  config: TransformerConfig,
  dropouts: Dropouts,
): readonly Tensor[] {
  const names = (layer: number) => layerNames(prefix, layer);
  return encoderStates(embedded, paddingBias(inputs), names, weights, config, dropouts);
}

/** Tanh of a dense layer over the first token, then the scores. */
export const pooledClassifier: ClassificationHead = {
  weights: ({ width }, outputs) => [
    ...linearWeights("bert.pooler.dense", width, width),
    ...linearWeights("classifier", width, outputs),
  ],
  scores(states, _inputs, weights, { width, dropout }, dropouts) {
    const pooled = tanh(linear(firstRows(states, width), weights, "bert.pooler.dense"));
    return linear(dropOut(pooled, dropout.classifier, dropouts), weights, "classifier");
  },
};

export const bert: TransformerArchitecture = {
  prefix: "bert.",
  classifierClass: "BertForSequenceClassification",
  languageModelClass: "BertForMaskedLM",
  adapted: ["attention.self.query", "attention.self.value"],
  readConfig: (fields) => readBertConfig("bert", fields),
  writeConfig: writeBertConfig,
  weights: (config) => bertWeights("bert.", config),
  hiddenStates(inputs, weights, config, dropouts) {
    const embedded = bertEmbeddings("bert.", 0, inputs, weights, config, dropouts);
    return bertLayers("bert.", embedded, inputs, weights, config, dropouts);
  },
  classifier: pooledClassifier,
  languageModel: maskedLanguageModel({
    words: "bert.embeddings.word_embeddings",
    dense: "cls.predictions.transform.dense",
    norm: "cls.predictions.transform.LayerNorm",
    bias: "cls.predictions.bias",
  }),
};
