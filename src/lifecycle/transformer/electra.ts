/** @file ELECTRA's discriminator (Clark et al. 2020): BERT whose embeddings may be narrower than its layers. */
import { gelu } from "../../numeric/graph/index.ts";
import type { TransformerArchitecture } from "./architecture.ts";
import { bertEmbeddings, bertLayers, bertWeights, readBertConfig, writeBertConfig } from "./bert.ts";
import { firstTokenClassifier } from "./first-token-classifier.ts";
import { linear, linearWeights } from "./layers.ts";

const PROJECTION = "electra.embeddings_project";

export const electra: TransformerArchitecture = {
  prefix: "electra.",
  classifierClass: "ElectraForSequenceClassification",
  adapted: ["attention.self.query", "attention.self.value"],
  readConfig: (fields) => ({
    ...readBertConfig("electra", fields),
    embeddingWidth: fields.count("embedding_size", 128),
  }),
  writeConfig: (config) => ({ ...writeBertConfig(config), embedding_size: config.embeddingWidth }),
  weights: (config) => [
    ...bertWeights("electra.", config),
    ...(config.embeddingWidth === config.width ? [] : linearWeights(PROJECTION, config.embeddingWidth, config.width)),
  ],
  hiddenStates(inputs, weights, config, dropouts) {
    const narrow = bertEmbeddings("electra.", 0, inputs, weights, config, dropouts);
    const embedded = config.embeddingWidth === config.width ? narrow : linear(narrow, weights, PROJECTION);
    return bertLayers("electra.", embedded, inputs, weights, config, dropouts);
  },
  classifier: firstTokenClassifier(gelu),
};
