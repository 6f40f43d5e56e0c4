/** @file Makes a model answer for texts. */
import { binaryThreshold, decideLabel, hasLabelSets, thresholdOfEach } from "../labels/index.ts";
import { type EncodedTexts, type TextColumn, textColumn } from "../text/index.ts";
import { attentionOf } from "./attention.ts";
import type { Bundle, LoadedBundle, PredictorParts } from "./bundle.ts";
import { PredictorClosedError } from "./errors.ts";
import type { Prediction, Predictor, ScoreOptions } from "./predictor.ts";
import { type ReadOptions, readBundle } from "./read-bundle.ts";
import { openScorer } from "./scorer.ts";

/** Up to here texts are encoded on this thread; beyond, encoding them would hold it up for milliseconds. */
const fewTexts = 256;
const fewCharacters = 1 << 18;

/** How a model is opened. */
export interface PredictorOptions {
  /** Worker threads of a sequence model; as many as the machine has cores unless told. */
  readonly threads?: number | undefined;
}

/** Makes a model answer without a bundle on disk. @throws GraphMismatchError, and what the runtime throws */
export async function openPredictor(parts: PredictorParts, options: PredictorOptions = {}): Promise<Predictor> {
  const { labels, pipeline, onnx } = parts;
  const predictionAt = predictionOf(parts);
  const scorer = await openScorer(encodingKind(parts), onnx, labels.length, options.threads);
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  /** Native memory must outlive the runs that use it. */
  async function track<Result>(work: () => Promise<Result>): Promise<Result> {
    if (closing !== undefined) throw new PredictorClosedError();
    const promise = work();
    running.add(promise);
    try {
      return await promise;
    } finally {
      running.delete(promise);
    }
  }

  const score = async (texts: TextColumn, scoreOptions: ScoreOptions = {}) => {
    const state = pipeline.encoderState?.();
    if (state !== undefined && scorer.scoreTexts !== undefined) return scorer.scoreTexts(state, texts, scoreOptions);
    return scorer.score(await pipeline.transform(texts, { threads: options.threads, ...scoreOptions }), scoreOptions);
  };

  const attention = attentionOf(pipeline, scorer);
  return {
    labels,
    attentionOf: attention && ((text) => track(() => attention(text))),
    predict: (texts) =>
      track(async () => {
        const probabilities = isFew(texts)
          ? await scorer.score(pipeline.transformBatch(texts))
          : await score(textColumn(texts));
        return texts.map((_, row) => predictionAt(probabilities, row));
      }),
    score: (texts, scoreOptions) => track(() => score(texts, scoreOptions)),
    async close() {
      closing ??= Promise.allSettled(running).then(() => scorer.close());
      await closing;
    },
  };
}

/** Reads a bundle and makes it answer. */
export async function loadBundle(folder: string, options: PredictorOptions & ReadOptions = {}): Promise<LoadedBundle> {
  const bundle: Bundle = await readBundle(folder, options);
  const predictor = await openPredictor(bundle, options);
  return { ...predictor, bundle, usesWorkers: encodingKind(bundle) === "tokens" };
}

function encodingKind({ pipeline }: PredictorParts): EncodedTexts["kind"] {
  return pipeline.transformBatch([""]).kind;
}

function isFew(texts: readonly string[]): boolean {
  return texts.length <= fewTexts && texts.reduce((sum, { length }) => sum + length, 0) <= fewCharacters;
}

/** What a row of probabilities means. */
function predictionOf({ task, labels, thresholds }: PredictorParts): (all: Float32Array, row: number) => Prediction {
  const rowOf = (all: Float32Array, row: number) => all.subarray(row * labels.length, (row + 1) * labels.length);
  const named = (scores: Float32Array) => Object.fromEntries(labels.map((label, index) => [label, scores[index]!]));
  if (hasLabelSets(task)) {
    const least = thresholdOfEach(labels, thresholds);
    return (all, row) => {
      const scores = rowOf(all, row);
      const given = [...scores.keys()]
        .filter((label) => scores[label]! >= least[label]!)
        .sort((left, right) => scores[right]! - scores[left]! || left - right);
      return { prediction: given.map((label) => labels[label]!), scores: named(scores) };
    };
  }
  const binary = binaryThreshold(labels, thresholds);
  return (all, row) => {
    const scores = rowOf(all, row);
    const best = decideLabel(scores, binary);
    return { prediction: labels[best]!, score: scores[best]!, scores: named(scores) };
  };
}
