/** @file How much each part of a text counted for a model with attention. */
import { createSession } from "../../numeric/runtime/index.ts";
import type { PredictorParts } from "./bundle.ts";
import { NoAttentionError } from "./errors.ts";
import { tokenFeeds } from "./feeds.ts";

/** A token of a text with its share of the attention. */
export interface TokenAttention {
  /** The part of the text that it stands for, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly token: string;
  /** From 0 to 1; those of a text add up to 1. */
  readonly share: number;
}

/** Tells where a model looks. Native memory: close it. */
export interface AttentionReader {
  /** The tokens that the model sees of a text, in order. */
  attentionOf(text: string): Promise<readonly TokenAttention[]>;
  close(): Promise<void>;
}

/** Opens a model's attention. @throws NoAttentionError, and what the runtime throws */
export async function openAttention({ pipeline, onnx }: PredictorParts): Promise<AttentionReader> {
  const session = await createSession(onnx);
  const { locate } = pipeline;
  if (!session.outputNames.includes("attention") || locate === undefined) {
    await session.release();
    throw new NoAttentionError(pipeline.config.type);
  }
  return {
    async attentionOf(text) {
      const encoded = pipeline.transformBatch([text]);
      if (encoded.kind !== "tokens") throw new NoAttentionError(pipeline.config.type);
      const { attention } = await session.run(tokenFeeds(encoded.tokens, [0]));
      return locate(text).map(({ start, end }, at) => ({
        start,
        end,
        token: text.slice(start, end),
        share: Number(attention!.data[at]),
      }));
    },
    close: () => session.release(),
  };
}
