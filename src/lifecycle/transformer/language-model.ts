/** @file Heads that score every token of the vocabulary, their last weights those of the embedding. */
import { add, gemm, type Tensor } from "../../numeric/graph/index.ts";
import type { LanguageModelHead } from "./architecture.ts";
import { activate } from "./encoder-layer.ts";
import { linear, linearWeights, norm, normWeights } from "./layers.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** What a masked language model's parts are called. */
export interface MaskedHeadNames {
  readonly words: string;
  readonly dense: string;
  readonly norm: string;
  readonly bias: string;
  /** What bends after the dense layer; the settings' activation unless told. */
  readonly activation?: TransformerConfig["activation"];
}

/** Dense, activation, normalization, then the product with the words' embeddings and a bias (Devlin et al. 2018). */
export function maskedLanguageModel(names: MaskedHeadNames): LanguageModelHead {
  return {
    weights: ({ width, embeddingWidth, vocabularySize }) => [
      ...linearWeights(names.dense, width, embeddingWidth),
      ...normWeights(names.norm, embeddingWidth),
      { name: names.bias, shape: [vocabularySize], start: "zeros" },
    ],
    scores(states, weights, config) {
      const { activation } = { ...config, ...names };
      const bent = norm(activate(linear(states, weights, names.dense), { activation }), weights, names.norm, config);
      return add(byWords(bent, weights[`${names.words}.weight`]!), weights[names.bias]!);
    },
  };
}

/** The product with the words' embeddings alone, for states that are normalized already. */
export function tiedLanguageModel(words: string): LanguageModelHead {
  return { weights: () => [], scores: (states, weights) => byWords(states, weights[`${words}.weight`]!) };
}

function byWords(states: Tensor, words: Tensor): Tensor {
  return gemm(states, words, undefined, { transposeB: true });
}
