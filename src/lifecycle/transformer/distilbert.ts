/** @file DistilBERT (Sanh et al. 2019): BERT with half the layers and without segments. */
import { relu } from "../../numeric/graph/index.ts";
import type { TransformerArchitecture } from "./architecture.ts";
import { bertEmbeddings, bertEmbeddingWeights } from "./bert.ts";
import { encoderStates, encoderWeights, type LayerNames } from "./encoder-layer.ts";
import { maskedLanguageModel } from "./language-model.ts";
import { dropOut, firstRows, linear, linearWeights, paddingBias } from "./layers.ts";

function layerNames(layer: number): LayerNames {
  const at = `distilbert.transformer.layer.${layer}.`;
  return {
    query: `${at}attention.q_lin`,
    key: `${at}attention.k_lin`,
    value: `${at}attention.v_lin`,
    attentionOutput: `${at}attention.out_lin`,
    attentionNorm: `${at}sa_layer_norm`,
    feedForward: `${at}ffn.lin1`,
    output: `${at}ffn.lin2`,
    outputNorm: `${at}output_layer_norm`,
  };
}

export const distilbert: TransformerArchitecture = {
  prefix: "distilbert.",
  classifierClass: "DistilBertForSequenceClassification",
  languageModelClass: "DistilBertForMaskedLM",
  adapted: ["attention.q_lin", "attention.v_lin"],
  readConfig(fields) {
    const width = fields.count("dim", 768);
    return {
      architecture: "distilbert",
      vocabularySize: fields.count("vocab_size", 30_522),
      width,
      embeddingWidth: width,
      layers: fields.count("n_layers", 6),
      heads: fields.count("n_heads", 12),
      feedForwardWidth: fields.count("hidden_dim", 3072),
      positions: fields.count("max_position_embeddings", 512),
      tokenTypes: 0,
      paddingId: fields.id("pad_token_id"),
      activation: fields.activation("activation"),
      layerNormEpsilon: 1e-12,
      relativeBuckets: null,
      initializerRange: fields.fraction("initializer_range", 0.02),
      dropout: {
        hidden: fields.fraction("dropout", 0.1),
        attention: fields.fraction("attention_dropout", 0.1),
        classifier: fields.fraction("seq_classif_dropout", 0.2),
      },
    };
  },
  writeConfig: (config) => ({
    vocab_size: config.vocabularySize,
    dim: config.width,
    n_layers: config.layers,
    n_heads: config.heads,
    hidden_dim: config.feedForwardWidth,
    max_position_embeddings: config.positions,
    pad_token_id: config.paddingId,
    activation: config.activation,
    initializer_range: config.initializerRange,
    dropout: config.dropout.hidden,
    attention_dropout: config.dropout.attention,
    seq_classif_dropout: config.dropout.classifier,
  }),
  weights: (config) => [...bertEmbeddingWeights("distilbert.", config), ...encoderWeights(layerNames, config)],
  hiddenStates(inputs, weights, config, dropouts) {
    const embedded = bertEmbeddings("distilbert.", 0, inputs, weights, config, dropouts);
    const bias = paddingBias(inputs);
    return encoderStates(embedded, bias, layerNames, weights, config, dropouts);
  },
  classifier: {
    weights: ({ width }, outputs) => [
      ...linearWeights("pre_classifier", width, width),
      ...linearWeights("classifier", width, outputs),
    ],
    scores(states, _inputs, weights, { width, dropout }, dropouts) {
      const bent = relu(linear(firstRows(states, width), weights, "pre_classifier"));
      return linear(dropOut(bent, dropout.classifier, dropouts), weights, "classifier");
    },
  },
  languageModel: maskedLanguageModel({
    words: "distilbert.embeddings.word_embeddings",
    dense: "vocab_transform",
    norm: "vocab_layer_norm",
    bias: "vocab_projector.bias",
  }),
};
