/** @file What can be wrong with a choice of model. */
import { LexopsError } from "../../foundation/index.ts";

const pipelines: Readonly<Record<string, string>> = {
  rows: "tfidf/v1 or hashing/v1",
  tokens: "word-ids/v1, subword-ids/v1, ngram-ids/v1 or tokenizer/v1",
  none: "none/v1",
};

/** The text pipeline makes something else than the model takes. */
export class WrongEncodingError extends LexopsError {
  readonly code = "model/wrong-encoding";
  readonly kind = "invalid-input";
  constructor(model: string, needed: string, given: string) {
    super(
      `The model "${model}" takes what the text pipeline ${pipelines[needed]} makes, but it was given that of ${pipelines[given]}.`,
      `Set text.type to ${pipelines[needed]}, or choose another model.`,
    );
  }
}

/** A transformer without sizes: no checkpoint gave them, and the recipe has none. */
export class NoTransformerError extends LexopsError {
  readonly code = "model/no-transformer";
  readonly kind = "invalid-input";
  constructor() {
    super(
      'The model "transformer/v1" has no sizes, since the recipe names no pre-trained model.',
      'Set "pretrained" in the recipe, or --pretrained, to a Hugging Face folder or the name of an imported model; or write the sizes under model.transformer.',
    );
  }
}

/** Contrastive training of a model whose scores are not one dense layer over an embedding. */
export class NoEmbeddingError extends LexopsError {
  readonly code = "model/no-embedding";
  readonly kind = "invalid-input";
  constructor(model: string) {
    super(
      `Contrastive training moves embeddings that one dense layer scores, and the model "${model}" as it is set has none.`,
      "Set model.pooling to mean or cls.",
    );
  }
}

/** A transformer whose checkpoints score no tokens. */
export class NoLanguageModelError extends LexopsError {
  readonly code = "model/no-language-model";
  readonly kind = "invalid-input";
  constructor(architecture: string) {
    super(
      `A ${architecture} model tells replaced tokens from real ones and can't be trained to predict tokens.`,
      "Take a BERT, DistilBERT, RoBERTa, XLM-RoBERTa, MPNet or GPT-2 model.",
    );
  }
}
