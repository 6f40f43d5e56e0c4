/** @file A language model that keeps the keys and values of what it has read: each step costs one token. */
import type { TensorData } from "../../numeric/graph/index.ts";
import type { Session } from "../../numeric/runtime/index.ts";
import type { TransformerConfig } from "../transformer/index.ts";
import { cacheParts, keptName, pastName } from "./generation-graph.ts";

/** Texts as far as the model has read them: the graph's `past` inputs. */
export type ReadTexts = Readonly<Record<string, TensorData>>;

/** What a step gives. */
export interface Step {
  /** Of the token after the last: [texts, vocabulary]. */
  readonly logits: Float32Array;
  readonly read: ReadTexts;
}

/** One text of which nothing has been read. */
export function nothingRead({ layers, heads, width }: TransformerConfig): ReadTexts {
  const empty: TensorData = { type: "float32", shape: [1, heads, 0, width / heads], data: new Float32Array(0) };
  return everyPart(layers, () => empty);
}

/** Reads on: `rows` has equally many tokens for each text. */
export async function readOn(
  session: Session,
  { layers }: TransformerConfig,
  read: ReadTexts,
  rows: readonly (readonly number[])[],
): Promise<Step> {
  const data = BigInt64Array.from(rows.flat(), BigInt);
  const inputIds: TensorData = { type: "int64", shape: [rows.length, rows[0]!.length], data };
  const results = await session.run({ input_ids: inputIds, ...read });
  return {
    logits: results["logits"]!.data as Float32Array,
    read: everyPart(layers, (layer, part) => results[keptName(layer, part)]!),
  };
}

/** The texts of these numbers, in this order; a text may be taken more than once. */
export function takeTexts(read: ReadTexts, texts: readonly number[]): ReadTexts {
  return Object.fromEntries(
    Object.entries(read).map(([name, { type, shape, data }]): [string, TensorData] => {
      if (shape[0] === texts.length && texts.every((text, at) => text === at)) return [name, { type, shape, data }];
      const size = data.length / shape[0]!;
      const taken = new Float32Array(size * texts.length);
      for (const [at, text] of texts.entries())
        taken.set((data as Float32Array).subarray(text * size, (text + 1) * size), at * size);
      return [name, { type: "float32", shape: shape.with(0, texts.length), data: taken }];
    }),
  );
}

function everyPart(layers: number, make: (layer: number, part: (typeof cacheParts)[number]) => TensorData): ReadTexts {
  return Object.fromEntries(
    Array.from({ length: layers }, (_, layer) =>
      cacheParts.map((part) => [pastName(layer, part), make(layer, part)] as const),
    ).flat(),
  );
}
