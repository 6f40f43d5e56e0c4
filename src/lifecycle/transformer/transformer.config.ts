/** @file Sizes and choices of a transformer: what its `config.json` says, in one form for all architectures. */
import { z } from "zod";

const share = z.number().min(0).lt(1);

/** A transformer without its weights. Names of architectures are those of `model_type` in a `config.json`. */
export const transformerConfig = z.strictObject({
  architecture: z.enum(["bert", "distilbert", "roberta", "xlm-roberta", "electra", "mpnet", "gpt2"]),
  /** Tokens that have an embedding. */
  vocabularySize: z.int().min(1).max(5_000_000),
  /** Numbers that stand for a token, from layer to layer. */
  width: z.int().min(1).max(65_536),
  /** Numbers of a token's embedding; ELECTRA's may differ from `width`. */
  embeddingWidth: z.int().min(1).max(65_536),
  layers: z.int().min(1).max(1024),
  /** They divide `width`. */
  heads: z.int().min(1).max(1024),
  /** Numbers between a layer's two dense layers. */
  feedForwardWidth: z.int().min(1).max(1_000_000),
  /** Rows of the table of positions, those before the first token's among them. */
  positions: z.int().min(1).max(1_000_000),
  /** Rows of the table of segments; 0 where there is none. */
  tokenTypes: z.int().min(0).max(1024),
  /** Padding's id, which also says where RoBERTa's and MPNet's positions start; `null` where there is no padding. */
  paddingId: z.int().min(0).nullable(),
  activation: z.enum(["gelu", "gelu_new", "relu"]),
  layerNormEpsilon: z.number().positive().max(1),
  /** Distances that attention tells apart; only MPNet's does. */
  relativeBuckets: z.int().min(4).max(1024).nullable(),
  /** Standard deviation of weights that start at random. */
  initializerRange: z.number().positive().max(1),
  /** Shares that training leaves out. */
  dropout: z.strictObject({ hidden: share, attention: share, classifier: share }),
});

export type TransformerConfig = z.output<typeof transformerConfig>;
