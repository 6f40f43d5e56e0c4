/** @file What a transformer's architecture is: the one shape that every entry of the catalogue has. */
import type { Shape, Tensor } from "../../numeric/graph/index.ts";
import type { ConfigFields } from "./config-fields.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** A weight, named as the `transformers` library names it in a model with a head. */
export interface TransformerWeight {
  readonly name: string;
  readonly shape: readonly number[];
  /** How it starts where there is no checkpoint: from a normal distribution with `initializerRange`, or all equal. */
  readonly start: "normal" | "zeros" | "ones";
}

/** Weights in a graph, by name. */
export type Weights = Readonly<Record<string, Tensor>>;

/** Where factors that leave numbers out come from while training. */
export interface Dropouts {
  /** Factors of `shape`: 0 with probability `rate`, else 1 / (1 − rate). `undefined` where nothing is left out. */
  dropoutMask(shape: Shape, rate: number): Tensor | undefined;
  /** The same for what goes into a low-rank adapter. */
  adapterMask?(shape: Shape): Tensor | undefined;
  /** Whether what layers compute is not kept for the gradient, but computed again. */
  readonly recomputes?: boolean;
}

/** Texts as a transformer takes them: padded at the end, at least one token each. */
export interface TokenInputs {
  /** int64 [batch, tokens] */
  readonly inputIds: Tensor;
  /** int64 [batch, tokens], 1 where a token is, 0 where padding is. */
  readonly attentionMask: Tensor;
}

/** What attention keeps of the tokens before, [batch, heads, past, size] each. */
export interface KeysAndValues {
  readonly keys: Tensor;
  readonly values: Tensor;
}

/** Tokens that continue texts, with what each layer kept of those before. */
export interface ContinuedTokens {
  /** int64 [batch, tokens]: no padding, every text has as many tokens before. */
  readonly inputIds: Tensor;
  /** One for each layer. */
  readonly past: readonly KeysAndValues[];
}

/** An architecture: texts' tokens to a row of numbers for each. */
export interface TransformerArchitecture {
  /** Begins the names of all its weights but a head's; a checkpoint without a head leaves it out. */
  readonly prefix: string;
  /** The class that `config.json` names for a classifier of this architecture. */
  readonly classifierClass: string;
  /** The class for a model that predicts tokens; absent where there is none. */
  readonly languageModelClass?: string;
  /** Reads a `config.json`. @throws UnsupportedConfigError */
  readConfig(fields: ConfigFields): TransformerConfig;
  /** The fields of a `config.json` that give this, whatever the library's defaults are. */
  writeConfig(config: TransformerConfig): Readonly<Record<string, unknown>>;
  weights(config: TransformerConfig): readonly TransformerWeight[];
  /** What goes into the first layer and what comes out of each, [batch * tokens, width]; the last is the answer. */
  hiddenStates(inputs: TokenInputs, weights: Weights, config: TransformerConfig, dropouts: Dropouts): readonly Tensor[];
  /**
   * The last layer's states of tokens that continue texts, [batch * tokens, width], and what to keep for those to come,
   * the past included; absent where tokens look at what comes after them.
   */
  continuedStates?(
    continued: ContinuedTokens,
    weights: Weights,
    config: TransformerConfig,
  ): { readonly states: Tensor; readonly kept: readonly KeysAndValues[] };
  /** The row of the table of positions that the first token has; 0 when absent. */
  firstPosition?(config: TransformerConfig): number;
  /** Endings of the names of layers that take low-rank adapters: attention's queries and values. */
  readonly adapted: readonly string[];
  /** Whether the weights of its layers are [inputs, outputs]. */
  readonly isTransposed?: true;
  /** Scores a whole text. */
  readonly classifier: ClassificationHead;
  /** Scores what a token is, or the next one; absent where checkpoints have none. */
  readonly languageModel?: LanguageModelHead;
}

/** What makes scores of a text from its tokens' rows. */
export interface ClassificationHead {
  weights(config: TransformerConfig, outputs: number): readonly TransformerWeight[];
  /** `states` [batch * tokens, width] to scores [batch, outputs]. */
  scores(states: Tensor, inputs: TokenInputs, weights: Weights, config: TransformerConfig, dropouts: Dropouts): Tensor;
}

/** What makes scores of every token of the vocabulary from a token's row. */
export interface LanguageModelHead {
  /** Besides the embeddings of words, which it shares. */
  weights(config: TransformerConfig): readonly TransformerWeight[];
  /** `states` [rows, width] to scores [rows, vocabularySize]. */
  scores(states: Tensor, weights: Weights, config: TransformerConfig): Tensor;
}
