/** @file What a checkpoint belongs to. */
import { createHash } from "node:crypto";
import { canonicalJson } from "../../foundation/index.ts";
import type { LabelledTexts, TrainingTask } from "./training-task.ts";

/** SHA-256 of everything that decides a model's bits: settings, seed, threads, encoded texts and their labels. */
export function taskDigest(task: TrainingTask): string {
  const { train, validation, startingVectors, startingWeights, ...settings } = task;
  const hash = createHash("sha256").update(canonicalJson(settings));
  for (const part of [train, validation])
    for (const bytes of partsOf(part)) hash.update(`/${bytes.length}/`).update(bytes);
  if (startingVectors !== undefined)
    for (const array of [startingVectors.vectors, startingVectors.isFound])
      hash.update("/vectors/").update(bytesOf(array));
  for (const [name, values] of Object.entries(startingWeights ?? {}))
    hash.update(`/weight ${name}/`).update(bytesOf(values));
  return hash.digest("hex");
}

function partsOf(texts: LabelledTexts | null): readonly Uint8Array[] {
  if (texts === null) return [];
  const { encoded, labelIds, labelSets } = texts;
  const arrays: ArrayBufferView[] = labelSets === undefined ? [labelIds] : [labelSets.offsets, labelSets.ids];
  if (encoded.kind === "rows") arrays.push(encoded.rows.offsets, encoded.rows.indices, encoded.rows.values);
  if (encoded.kind === "tokens") arrays.push(encoded.tokens.offsets, encoded.tokens.ids);
  return [Buffer.from(encoded.kind), ...arrays.map(bytesOf)];
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
