/** @file Settings of any model. */
import { z } from "zod";
import { attentionPoolConfig } from "./attention-pool.config.ts";
import { deepAveragingConfig } from "./deep-averaging.config.ts";
import { embeddingMaxPoolConfig } from "./embedding-max-pool.config.ts";
import { embeddingMeanPoolConfig } from "./embedding-mean-pool.config.ts";
import { fastTextConfig } from "./fast-text.config.ts";
import { linearSvmConfig } from "./linear-svm.config.ts";
import { logisticRegressionConfig } from "./logistic-regression.config.ts";
import { majorityConfig } from "./majority.config.ts";
import { naiveBayesConfig } from "./naive-bayes.config.ts";
import { nbLogisticRegressionConfig } from "./nb-logistic-regression.config.ts";
import { textCnnConfig } from "./text-cnn.config.ts";
import { transformerModelConfig } from "./transformer.config.ts";

/** One architecture, chosen by `type`. */
export const modelConfig = z.discriminatedUnion("type", [
  majorityConfig,
  logisticRegressionConfig,
  linearSvmConfig,
  naiveBayesConfig,
  nbLogisticRegressionConfig,
  embeddingMaxPoolConfig,
  embeddingMeanPoolConfig,
  textCnnConfig,
  attentionPoolConfig,
  deepAveragingConfig,
  fastTextConfig,
  transformerModelConfig,
]);

export type ModelConfig = z.output<typeof modelConfig>;
