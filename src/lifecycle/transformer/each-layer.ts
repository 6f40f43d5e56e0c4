/** @file Layers one after the other. */
import { recomputed, type Tensor } from "../../numeric/graph/index.ts";
import type { Dropouts } from "./architecture.ts";

/** What goes into the first layer and what comes out of each; `build` adds layer `at`, the same each time it is asked. */
export function eachLayer(
  first: Tensor,
  layers: number,
  dropouts: Dropouts,
  build: (x: Tensor, at: number, dropouts: Dropouts) => Tensor,
): readonly Tensor[] {
  const states = [first];
  for (let at = 0; at < layers; at++) {
    const x = states.at(-1)!;
    if (dropouts.recomputes !== true) states.push(build(x, at, dropouts));
    else {
      const masks = repeatedMasks(dropouts);
      states.push(recomputed(x, (input) => build(input, at, masks())));
    }
  }
  return states;
}

/** Dropouts that give the same masks, in the same order, each time they are asked for anew. */
function repeatedMasks(dropouts: Dropouts): () => Dropouts {
  const drawn: (Tensor | undefined)[] = [];
  return () => {
    let next = 0;
    const remember = (draw: () => Tensor | undefined) => {
      if (next === drawn.length) drawn.push(draw());
      return drawn[next++];
    };
    return {
      dropoutMask: (shape, rate) => remember(() => dropouts.dropoutMask(shape, rate)),
      adapterMask: (shape) => remember(() => dropouts.adapterMask?.(shape)),
    };
  };
}
