/** @file Settings of a transformer with a head that scores labels. */
import { z } from "zod";
import { transformerConfig } from "../transformer/transformer.config.ts";

/** Low-rank adapters (Hu et al. 2021): what is trained instead of the weights they are added to. */
const adapterConfig = z.strictObject({
  /** Numbers between an adapter's two layers. */
  rank: z.int().min(1).max(1024).default(8),
  /** What an adapter adds is multiplied by `alpha / rank`. */
  alpha: z.number().positive().default(16),
  /** Share of what goes into an adapter that training leaves out. */
  dropout: z.number().min(0).lt(1).default(0),
});

/** Token ids → transformer → its rows pooled → scores. */
export const transformerModelConfig = z.strictObject({
  type: z.literal("transformer/v1"),
  /** Sizes and choices; taken from the checkpoint where there is one. */
  transformer: transformerConfig.nullable().default(null),
  /**
   * What of a text's rows is scored: `head` has the architecture's own head (BERT's pooler, RoBERTa's dense layer, GPT-2's
   * last token); `mean` and `cls` score the mean over the tokens, or the first one's row, with one dense layer.
   */
  pooling: z.enum(["head", "mean", "cls"]).default("head"),
  /** Adapters in place of full fine-tuning. */
  lora: adapterConfig.nullable().default(null),
});
