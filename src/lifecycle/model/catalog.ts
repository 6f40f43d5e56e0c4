/** @file The catalogue of architectures: adding one is its file and one line here (and its settings in `model.config.ts`). */
import { type Catalog, createCatalog } from "../../foundation/index.ts";
import type { Architecture } from "./architecture.ts";
import { attentionPool } from "./attention-pool.ts";
import { deepAveraging } from "./deep-averaging.ts";
import { embeddingMaxPool } from "./embedding-max-pool.ts";
import { embeddingMeanPool } from "./embedding-mean-pool.ts";
import { fastText } from "./fast-text.ts";
import { linearSvm } from "./linear-svm.ts";
import { logisticRegression } from "./logistic-regression.ts";
import { majority } from "./majority.ts";
import { naiveBayes } from "./naive-bayes.ts";
import { nbLogisticRegression } from "./nb-logistic-regression.ts";
import { textCnn } from "./text-cnn.ts";
import { transformer } from "./transformer.ts";

/** Every architecture by the `type` of its settings. */
export const architectures: Catalog<Architecture> = createCatalog<Architecture>("model", {
  "majority/v1": majority,
  "logistic-regression/v1": logisticRegression,
  "linear-svm/v1": linearSvm,
  "naive-bayes/v1": naiveBayes,
  "nb-logistic-regression/v1": nbLogisticRegression,
  "embedding-max-pool/v1": embeddingMaxPool,
  "embedding-mean-pool/v1": embeddingMeanPool,
  "text-cnn/v1": textCnn,
  "attention-pool/v1": attentionPool,
  "deep-averaging/v1": deepAveraging,
  "fast-text/v1": fastText,
  "transformer/v1": transformer,
});
