/** @file RoBERTa (Liu et al. 2019) and XLM-RoBERTa (Conneau et al. 2020): BERT whose positions start behind padding's. */
import { tanh } from "../../numeric/graph/index.ts";
import type { LanguageModelHead, TransformerArchitecture } from "./architecture.ts";
import { bertEmbeddings, bertLayers, bertWeights, readBertConfig, writeBertConfig } from "./bert.ts";
import { firstTokenClassifier } from "./first-token-classifier.ts";
import { maskedLanguageModel } from "./language-model.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** The row of the first token's position: padding has the one before. */
export function positionBehindPadding({ paddingId }: TransformerConfig): number {
  return (paddingId ?? 1) + 1;
}

/** The masked language model of RoBERTa and MPNet. */
export function namedLmHead(words: string): LanguageModelHead {
  return maskedLanguageModel({
    words,
    dense: "lm_head.dense",
    norm: "lm_head.layer_norm",
    bias: "lm_head.bias",
    activation: "gelu",
  });
}

function robertaLike(architecture: "roberta" | "xlm-roberta", name: string): TransformerArchitecture {
  return {
    prefix: "roberta.",
    classifierClass: `${name}ForSequenceClassification`,
    languageModelClass: `${name}ForMaskedLM`,
    adapted: ["attention.self.query", "attention.self.value"],
    firstPosition: positionBehindPadding,
    readConfig: (fields) => readBertConfig(architecture, fields),
    writeConfig: writeBertConfig,
    weights: (config) => bertWeights("roberta.", config),
    hiddenStates(inputs, weights, config, dropouts) {
      const first = positionBehindPadding(config);
      const embedded = bertEmbeddings("roberta.", first, inputs, weights, config, dropouts);
      return bertLayers("roberta.", embedded, inputs, weights, config, dropouts);
    },
    classifier: firstTokenClassifier(tanh),
    languageModel: namedLmHead("roberta.embeddings.word_embeddings"),
  };
}

export const roberta = robertaLike("roberta", "Roberta");
export const xlmRoberta = robertaLike("xlm-roberta", "XLMRoberta");
