import { transformers } from "./catalog.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** The most tokens that a text may have, special ones included. */
export function longestText(config: TransformerConfig): number {
  return config.positions - (transformers.get(config.architecture).firstPosition?.(config) ?? 0);
}
