/** @file Pretrained word vectors as the start of an embedding. */
import { architectures, type ModelConfig } from "../model/index.ts";
import { type EncodedTexts, type FittedTextPipeline, readWordVectors } from "../text/index.ts";
import { VectorsWithoutWordsError } from "./errors.ts";
import type { StartingVectors, TrainingOptions } from "./training-task.ts";

/** The embedding's name among the weights of every model that has one. */
export const EMBEDDING = "embedding.weight";

/**
 * Reads the vectors of the words that the pipeline knows, and gives notice of how many there are.
 * @throws VectorsWithoutWordsError, and what `readWordVectors` throws
 */
export async function readStartingVectors(
  { file }: { readonly file: string },
  model: ModelConfig,
  { pipeline, encoded }: { readonly pipeline: FittedTextPipeline; readonly encoded: EncodedTexts },
  { progress, signal, notice }: TrainingOptions,
): Promise<StartingVectors> {
  const { featureCount, featureName } = pipeline;
  const embedding = architectures
    .get(model.type)
    .weights(model, { labels: 2, features: featureCount })
    .find(({ name }) => name === EMBEDDING);
  const hasWords = pipeline.config.type === "word-ids/v1" || pipeline.config.type === "ngram-ids/v1";
  if (!hasWords || encoded.kind !== "tokens" || embedding === undefined)
    throw new VectorsWithoutWordsError(file, pipeline.config.type, model.type);
  const wordCount = pipeline.wordCount ?? featureCount;
  const words = Array.from({ length: wordCount }, (_, id) => featureName(id));
  const { vectors, isFound, found } = await readWordVectors(file, words, {
    width: embedding.shape[1]!,
    progress,
    signal,
  });
  const ids = encoded.tokens.ids.filter((id) => id < wordCount);
  const covered = ids.reduce((count, id) => count + isFound[id]!, 0);
  const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  notice?.(
    `${file} has vectors of ${found} of the ${wordCount} words (${share(found, wordCount)}), which are ${share(covered, ids.length)} of the training texts; the others start at random.`,
  );
  return { vectors, isFound };
}

/** Puts the vectors over random starting weights. */
export function startWith(
  weights: Readonly<Record<string, Float32Array>>,
  { vectors, isFound }: StartingVectors,
): void {
  const embedding = weights[EMBEDDING]!;
  const width = embedding.length / isFound.length;
  for (const [row, has] of isFound.entries())
    if (has === 1) embedding.set(vectors.subarray(row * width, (row + 1) * width), row * width);
}
