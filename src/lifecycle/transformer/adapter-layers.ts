/** @file Which layers of a transformer take low-rank adapters. */
import { transformers } from "./catalog.ts";
import type { TransformerConfig } from "./transformer.config.ts";

/** A dense layer inside a transformer. */
export interface DenseLayer {
  /** Without ".weight". */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Whether its weight is [inputs, outputs], not [outputs, inputs]. */
  readonly isTransposed: boolean;
}

/** The layers that make attention's queries and values, from the first to the last. */
export function adapterLayers(config: TransformerConfig): readonly DenseLayer[] {
  const { adapted, isTransposed = false, weights } = transformers.get(config.architecture);
  return weights(config).flatMap(({ name, shape }) => {
    if (!adapted.some((ending) => name.endsWith(`.${ending}.weight`))) return [];
    const [first, second] = shape as [number, number];
    const [inputs, outputs] = isTransposed ? [first, second] : [second, first];
    return [{ name: name.slice(0, -".weight".length), inputs, outputs, isTransposed }];
  });
}
