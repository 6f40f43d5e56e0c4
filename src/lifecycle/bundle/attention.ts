/** @file How much each part of a text counted for a model with attention. */
import type { FittedTextPipeline } from "../text/index.ts";
import type { TokenAttention } from "./predictor.ts";
import type { Scorer } from "./scorer.ts";

/** Tells of a text where its model looks: the tokens that the model sees, in order. `undefined` for a model without attention. */
export function attentionOf(
  pipeline: FittedTextPipeline,
  { attend }: Scorer,
): ((text: string) => Promise<readonly TokenAttention[]>) | undefined {
  const { locate } = pipeline;
  if (attend === undefined || locate === undefined) return undefined;
  return async (text) => {
    const encoded = pipeline.transformBatch([text]);
    if (encoded.kind !== "tokens") throw new TypeError(`There is no attention over ${encoded.kind}.`);
    const shares = await attend(encoded.tokens);
    return locate(text).map(({ start, end }, at) => ({
      start,
      end,
      token: text.slice(start, end),
      share: shares[at]!,
    }));
  };
}
