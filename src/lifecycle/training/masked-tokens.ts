/** @file What a language model is asked: tokens that were hidden, or each next one. */
import type { Random } from "../../foundation/index.ts";
import type { TokenBatch } from "./looked-up-rows.ts";

/** Places of a batch with the tokens that are right there. */
export interface TokenTargets {
  /** Text · paddedLength + token. */
  readonly places: readonly number[];
  readonly labels: readonly number[];
}

/** How tokens are hidden. */
export interface Masking {
  /** Share of a text's tokens, special ones aside, that are asked for. */
  readonly share: number;
  readonly maskId: number;
  /** Never hidden, and never put in another's place. */
  readonly specialIds: ReadonlySet<number>;
  readonly vocabularySize: number;
}

/**
 * Chooses tokens to be asked for: four of five become the mask, one of ten another token, one of ten stays (Devlin et al.
 * 2018). At least one of a batch is chosen where there is any. Changes the batch's ids.
 */
export function maskTokens(batch: TokenBatch, masking: Masking, random: Random): TokenTargets {
  const { share, maskId, specialIds, vocabularySize } = masking;
  const places: number[] = [];
  const labels: number[] = [];
  const possible: { readonly place: number; readonly at: number }[] = [];
  let at = 0;
  for (const [text, length] of batch.lengths.entries())
    for (let token = 0; token < length; token++, at++)
      if (!specialIds.has(batch.ids[at]!)) possible.push({ place: text * batch.paddedLength + token, at });
  const hide = ({ place, at: index }: (typeof possible)[number]) => {
    places.push(place);
    labels.push(batch.ids[index]!);
    const how = random.float();
    if (how < 0.8) batch.ids[index] = maskId;
    else if (how < 0.9) batch.ids[index] = otherToken();
  };
  const otherToken = () => {
    for (;;) {
      const id = random.integer(vocabularySize);
      if (!specialIds.has(id)) return id;
    }
  };
  for (const one of possible) if (random.float() < share) hide(one);
  if (places.length === 0 && possible.length > 0) hide(possible[random.integer(possible.length)]!);
  return { places, labels };
}

/** Every token but the last of a text asks for the one after it. */
export function nextTokens({ ids, lengths, paddedLength }: TokenBatch): TokenTargets {
  const places: number[] = [];
  const labels: number[] = [];
  let start = 0;
  for (const [text, length] of lengths.entries()) {
    for (let token = 0; token + 1 < length; token++) {
      places.push(text * paddedLength + token);
      labels.push(ids[start + token + 1]!);
    }
    start += length;
  }
  return { places, labels };
}
