/** @file A model that must have attention. */
import type { LoadedBundle } from "./bundle.ts";
import { NoAttentionError } from "./errors.ts";
import type { Predictor } from "./predictor.ts";

/** How the model tells of its attention. @throws NoAttentionError where it has none */
export function requireAttention({ attentionOf, bundle }: LoadedBundle): NonNullable<Predictor["attentionOf"]> {
  if (attentionOf === undefined) throw new NoAttentionError(bundle.name);
  return attentionOf;
}
