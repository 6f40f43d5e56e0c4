/** @file The recipes that come with Lexops: one entry each, without columns, since those belong to a file. */
import { type Catalog, createCatalog } from "../../foundation/index.ts";
import { checkRecipe } from "./check-recipe.ts";
import type { Recipe } from "./recipe.config.ts";

/** A recipe under its name. */
export interface NamedRecipe {
  readonly summary: string;
  readonly recipe: Recipe;
}

/** Terms of one text alone are left out (`minDf: 2`), which shrinks the bundles to a quarter. */
const repeatedTerms = { type: "tfidf/v1", sublinearTf: true, minDf: 2 };

/** Models that are not stopped by a validation set train on all that is not test. */
const noValidation = { validationSize: 0 };

/** Networks that weigh the whole text keep most of it. */
const longTexts = { type: "word-ids/v1", maxLength: 1000 };

/** The best epoch comes early; two more show that it was the best. */
const soonStopped = { type: "minibatch/v1", epochs: 8, batchSize: 64, earlyStopping: { patience: 2 } };

/**
 * What `transformers` trains with: AdamW with decay on matrices, a warm-up over a tenth of the steps, then down in a line.
 */
const fineTuning = {
  type: "minibatch/v1",
  epochs: 3,
  batchSize: 16,
  optimiser: { type: "adamw/v1", learningRate: 5e-5, epsilon: 1e-8 },
  schedule: { type: "linear/v1", warmupShare: 0.1 },
  gradientClip: 1,
  weightDecay: [
    { weights: "*.bias", rate: 0 },
    { weights: "*orm.weight", rate: 0 },
    { weights: "*.ln_*.weight", rate: 0 },
    { weights: "*", rate: 0.01 },
  ],
  groupByLength: true,
};

/** Fewer weights move, so each may move further. */
const fewWeights = { ...fineTuning.optimiser, learningRate: 5e-4 };

function named(name: string, summary: string, settings: Readonly<Record<string, unknown>>): NamedRecipe {
  return { summary, recipe: checkRecipe({ format: "lexops-recipe/v1", name, ...settings }, `The recipe "${name}"`) };
}

/** Named recipes, simplest first. */
export const recipes: Catalog<NamedRecipe> = createCatalog(
  "recipe",
  Object.fromEntries(
    [
      named("majority", "Always the most common label: the floor that every model must beat.", {
        split: noValidation,
        text: { type: "none/v1" },
        model: { type: "majority/v1" },
        training: { type: "none/v1" },
      }),
      named("logistic-regression", "TF-IDF of words and word pairs, then a linear model: hard to beat, quick, small.", {
        split: noValidation,
        text: { ...repeatedTerms, ngramRange: [1, 2] },
        model: { type: "logistic-regression/v1" },
        training: { type: "convex/v1", c: 10 },
      }),
      named("logistic-regression-unigrams", "TF-IDF of single words, then a linear model: a tenth of the features.", {
        split: noValidation,
        text: repeatedTerms,
        model: { type: "logistic-regression/v1" },
        training: { type: "convex/v1" },
      }),
      named(
        "hashing-logistic-regression",
        "Words hashed into columns, then a linear model, example by example: no vocabulary, for millions of rows.",
        {
          split: noValidation,
          text: { type: "hashing/v1" },
          model: { type: "logistic-regression/v1" },
          training: { type: "ftrl-proximal/v1", c: 10 },
        },
      ),
      named("linear-svm", "TF-IDF of words and word pairs, then a support vector machine, calibrated.", {
        split: noValidation,
        text: { ...repeatedTerms, ngramRange: [1, 2] },
        model: { type: "linear-svm/v1" },
        training: { type: "dual-coordinate/v1" },
        calibration: { method: "platt" },
      }),
      named(
        "linear-svm-characters",
        "Two to five letters in a row, then a calibrated support vector machine: for short texts, misspellings, rare labels.",
        {
          split: noValidation,
          text: { ...repeatedTerms, analyzer: "char_wb", ngramRange: [2, 5] },
          model: { type: "linear-svm/v1" },
          training: { type: "dual-coordinate/v1", classWeights: "balanced" },
          calibration: { method: "platt" },
        },
      ),
      named(
        "naive-bayes",
        "Counts of words and word pairs by label: the quickest to train, at home with few examples.",
        {
          split: noValidation,
          text: { type: "tfidf/v1", useIdf: false, norm: null, binary: true, minDf: 2, ngramRange: [1, 2] },
          model: { type: "naive-bayes/v1" },
          training: { type: "counting/v1", alpha: 0.3 },
        },
      ),
      named(
        "nb-logistic-regression",
        "Words, marks, pairs and triples by log-count ratio, then a linear model: the one to beat.",
        {
          split: noValidation,
          text: {
            ...{ type: "tfidf/v1", useIdf: false, norm: null, binary: true, minDf: 2, ngramRange: [1, 3] },
            tokenPattern: "(?u)\\w+|[^\\w\\s]",
          },
          model: { type: "nb-logistic-regression/v1" },
          training: { type: "log-count-ratio/v1" },
        },
      ),
      named(
        "fast-text",
        "fastText: averaged embeddings of words and word pairs; trains in seconds, for millions of rows.",
        {
          split: noValidation,
          text: { type: "ngram-ids/v1" },
          model: { type: "fast-text/v1" },
          training: { type: "online/v1", learningRate: 1 },
        },
      ),
      named("embedding-max-pool", "A small network: word ids, embedding 32, global max pooling, sigmoid.", {
        text: { type: "word-ids/v1" },
        model: { type: "embedding-max-pool/v1" },
        training: { type: "minibatch/v1" },
      }),
      named("embedding-mean-pool", "A small network: word ids, embedding 32, mean over the words, sigmoid.", {
        text: { type: "word-ids/v1" },
        model: { type: "embedding-mean-pool/v1" },
        training: { type: "minibatch/v1" },
      }),
      named("text-cnn", "Kim's network: filters over 3, 4 and 5 words, the largest answer of each: knows phrases.", {
        text: longTexts,
        model: { type: "text-cnn/v1" },
        training: soonStopped,
      }),
      named("attention-pool", "A weighted mean of the words; the weights show which of them counted.", {
        text: longTexts,
        model: { type: "attention-pool/v1" },
        training: soonStopped,
      }),
      named("deep-averaging", "The mean of the words through two hidden layers: quick, and better than it looks.", {
        text: longTexts,
        model: { type: "deep-averaging/v1" },
        training: soonStopped,
      }),
      named("fine-tune", "A pre-trained transformer (--pretrained), all of it trained on: the most accurate.", {
        text: { type: "tokenizer/v1" },
        model: { type: "transformer/v1" },
        training: fineTuning,
      }),
      named("fine-tune-lora", "A pre-trained transformer with low-rank adapters: a hundredth of the weights move.", {
        text: { type: "tokenizer/v1" },
        model: { type: "transformer/v1", lora: {} },
        training: { ...fineTuning, optimiser: fewWeights },
      }),
      named("fine-tune-head", "A pre-trained transformer as it is, with a head of its own: the quickest to train.", {
        text: { type: "tokenizer/v1" },
        model: { type: "transformer/v1", pooling: "mean" },
        training: {
          ...fineTuning,
          optimiser: { ...fewWeights, learningRate: 5e-3 },
          trainable: { type: "head" },
        },
      }),
      named("few-shot", "SetFit: a pre-trained sentence encoder learns from pairs of a few labelled texts.", {
        split: noValidation,
        text: { type: "tokenizer/v1" },
        model: { type: "transformer/v1", pooling: "mean" },
        training: {
          ...{ type: "contrastive/v1", optimiser: { ...fineTuning.optimiser, learningRate: 2e-5 } },
          ...{ schedule: fineTuning.schedule, gradientClip: 1, weightDecay: fineTuning.weightDecay },
        },
      }),
    ].map((entry) => [entry.recipe.name, entry]),
  ),
);
