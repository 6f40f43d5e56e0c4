/** @file The inputs of a training graph: tokens, and what dropout leaves out. */
import { createRandom } from "../../foundation/index.ts";
import type { Dimension, TensorData } from "../../numeric/graph/index.ts";
import type { Kernels } from "../../numeric/kernels/index.ts";
import type { TrainingGraph } from "../model/index.ts";
import { dropoutMask } from "./dropout.ts";
import type { TokenBatch } from "./looked-up-rows.ts";

/** Inputs for a batch, padded at the end to the longest of its texts. */
export function tokenFeeds({ ids, lengths, paddedLength }: TokenBatch): Readonly<Record<string, TensorData>> {
  const shape = [lengths.length, paddedLength];
  const inputIds = new BigInt64Array(lengths.length * paddedLength);
  const mask = new BigInt64Array(inputIds.length);
  // Ids are positive and below 2³¹: written as the low halves, which takes a fraction of the time of one BigInt each.
  const [lowIds, lowMask] = [new Int32Array(inputIds.buffer), new Int32Array(mask.buffer)];
  let from = 0;
  for (const [position, length] of lengths.entries()) {
    let at = position * paddedLength * 2;
    for (const end = from + length; from < end; from++, at += 2) {
      lowIds[at] = ids[from]!;
      lowMask[at] = 1;
    }
  }
  return { input_ids: tensor("int64", shape, inputIds), attention_mask: tensor("int64", shape, mask) };
}

/** Makes the masks of any batch, all of them from one stream; `byKernels` where they are many, as a transformer's are. */
export function createDropoutFeeds(
  kernels: Kernels,
  { dropouts }: Pick<TrainingGraph, "dropouts">,
  { seed, byKernels }: { readonly seed: number; readonly byKernels: boolean },
): (key: number, batch: TokenBatch) => Readonly<Record<string, TensorData>> {
  const random = createRandom(seed).split("dropout");
  return (key, { lengths, paddedLength }) => {
    const stream = random.split(String(key));
    const sizes = { batch: lengths.length, tokens: paddedLength };
    const masks = dropouts.map(({ mask, rate }) => {
      const shape = mask.shape.map((dimension) => sizeOf(dimension, sizes));
      const length = shape.reduce((product, dimension) => product * dimension, 1);
      if (!byKernels) return [mask.name, tensor("float32", shape, dropoutMask(stream, length, rate))] as const;
      const values = kernels.memory.float32(length);
      kernels.dropoutMask(values, stream.uint32(), rate);
      return [mask.name, tensor("float32", shape, values)] as const;
    });
    return Object.fromEntries(masks);
  };
}

/** A dimension such as 8, "batch" or "batch*tokens". */
function sizeOf(dimension: Dimension, sizes: Readonly<Record<string, number>>): number {
  if (typeof dimension === "number") return dimension;
  return dimension.split("*").reduce((product, name) => product * (sizes[name] ?? Number(name)), 1);
}

/** Plain data as a tensor. */
export function tensor<Type extends TensorData["type"]>(
  type: Type,
  shape: readonly number[],
  data: TensorData<Type>["data"],
): TensorData<Type> {
  return { type, shape, data };
}
