/** @file How deep in a transformer a weight lies. */
import { transformers } from "./catalog.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** 0 for what makes the first layer's input, n for the n-th layer, `layers + 1` for what is behind the last, heads too. */
export function depthOf(name: string, { architecture, layers }: TransformerConfig): number {
  const { prefix } = transformers.get(architecture);
  if (!name.startsWith(prefix)) return layers + 1;
  const layer = /\.(?:layer|h)\.(\d+)\./.exec(name)?.[1];
  if (layer !== undefined) return Number(layer) + 1;
  return /^(?:embeddings|wte|wpe|encoder\.relative_attention_bias)/.test(name.slice(prefix.length)) ? 0 : layers + 1;
}
