/** @file Which weights a training moves, and how fast. */
import { architectures, type ModelConfig, type ModelSize } from "../model/index.ts";
import { depthOf } from "../transformer/index.ts";
import { WrongTrainableError } from "./errors.ts";
import type { MinibatchConfig } from "./minibatch.config.ts";
import { EMBEDDING } from "./starting-vectors.ts";

/** The share of the learning rate for each weight that moves; weights that are frozen have none. */
export type RateShares = ReadonlyMap<string, number>;

/** What the settings leave free to move. @throws WrongTrainableError */
export function rateShares(model: ModelConfig, size: ModelSize, config: MinibatchConfig): RateShares {
  const { trainable = { type: "all" }, layerDecay = 1 } = config;
  const names = architectures
    .get(model.type)
    .weights(model, size)
    .map(({ name }) => name);
  if (model.type !== "transformer/v1" || model.transformer === null) {
    if (trainable.type !== "all" || layerDecay !== 1) throw new WrongTrainableError(model.type);
    return new Map(
      names.filter((name) => name !== EMBEDDING || config.vectors?.frozen !== true).map((name) => [name, 1]),
    );
  }
  const { transformer, lora } = model;
  const top = transformer.layers + 1;
  const lowest = { all: 0, head: top, "last-layers": top - (trainable.type === "last-layers" ? trainable.layers : 0) };
  const moves = (name: string, depth: number) => {
    if (lora !== null && depth < top) return name.includes(".lora_");
    return depth >= lowest[trainable.type];
  };
  return new Map(
    names.flatMap((name) => {
      const depth = depthOf(name, transformer);
      return moves(name, depth) ? [[name, layerDecay ** (top - depth)] as const] : [];
    }),
  );
}
