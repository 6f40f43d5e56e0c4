/** @file Training in a stream, by whichever of the ways a recipe's settings name. */
import type { TextBlock } from "../text/index.ts";
import type { ClassifierSettings, FittedClassifier } from "./classifier.ts";
import { NotStreamableError } from "./errors.ts";
import type { StreamOptions } from "./store-blocks.ts";
import { streamFastText } from "./stream-fast-text.ts";
import { streamLinear } from "./stream-linear.ts";

type Training = (blocks: AsyncIterable<TextBlock>, options: StreamOptions) => Promise<FittedClassifier>;

/**
 * The streamed training of these settings, which trains on blocks of texts with one label each in bounded memory. See
 * `streamFastText` and `streamLinear`. @throws NotStreamableError where these settings need all texts at once
 */
export function streamedTraining(settings: ClassifierSettings): Training {
  const { text, model, training, seed, threads } = settings;
  if (text.type === "ngram-ids/v1" && model.type === "fast-text/v1" && training.type === "online/v1") {
    if (training.vectors !== null) throw new NotStreamableError("word vectors (training.vectors)", "leave them out");
    return (blocks, options) => streamFastText({ text, model, training, seed, threads }, blocks, options);
  }
  if (text.type === "hashing/v1" && model.type === "logistic-regression/v1" && training.type === "ftrl-proximal/v1")
    return (blocks, options) => streamLinear({ text, model, training, seed, threads }, blocks, options);
  throw new NotStreamableError(
    `text "${text.type}" with model "${model.type}" and training "${training.type}"`,
    "choose --recipe fast-text or --recipe hashing-logistic-regression",
  );
}
