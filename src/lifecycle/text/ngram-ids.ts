/** @file N-gram ids: fastText's features as a pipeline. Buckets that no training text fills have no id. */
import { fittedPipeline, offsetsOf } from "./fitted-pipeline.ts";
import { type KnownNgrams, knownNgrams } from "./known-ngrams.ts";
import { mergeWords } from "./learn-ngram-ids.ts";
import type { NgramIdsConfig } from "./ngram-ids.config.ts";
import { sharedBytes, sharedInt32 } from "./shared-arrays.ts";
import { readTermList, type TermList, termAt, termsAt, writeTermList } from "./term-list.ts";
import { divideTexts } from "./text-blocks.ts";
import type { TextColumn } from "./text-column.ts";
import type { EncodedTexts, FittedTextPipeline, TransformOptions } from "./text-pipeline.ts";
import { withThreads } from "./text-threads.ts";
import { readUsedBuckets, writeUsedBuckets } from "./used-buckets.ts";

const vocabularyFile = "vocabulary.txt";
const bucketsFile = "buckets.bin";

/** What n-gram ids learn. */
export interface FittedNgramIds {
  readonly config: NgramIdsConfig;
  /** Words by id, from id 1. */
  readonly words: TermList;
  /** Buckets by id, after the words; ascending. */
  readonly usedBuckets: Int32Array;
}

/** Learns the ids of texts and encodes these in one go; the same for every number of threads. */
export function fitNgramIds(
  config: NgramIdsConfig,
  texts: TextColumn,
  options: TransformOptions,
): Promise<{ readonly pipeline: FittedTextPipeline; readonly encoded: EncodedTexts }> {
  return withThreads(texts, options, async ({ threads, run }) => {
    const blocks = divideTexts(texts);
    const parts = await Promise.all(Array.from({ length: threads }, () => run("numberTokens", { config, blocks })));
    const { words, idsOf } = mergeWords(parts, config.minCount);
    const firstBucket = words.length + 1;
    const isUsed = sharedBytes(config.buckets);
    const rowEntries = sharedInt32(texts.length);
    const unnamed = await Promise.all(
      parts.map((numbered, part) =>
        run("makeIds", {
          config,
          numbered,
          idOf: idsOf[part]!,
          firstBucket,
          bounds: blocks.bounds,
          isUsed,
          rowEntries,
        }),
      ),
    );
    const usedBuckets = placesOfOnes(isUsed);
    const fitted = { config, words, usedBuckets };
    const known = knownNgrams(vocabularyFile, words, usedBuckets, config.buckets);
    const offsets = offsetsOf(rowEntries);
    const ids = sharedInt32(offsets[texts.length]!);
    await Promise.all(
      unnamed.map((own) => {
        const starts = own.map(({ block }) => offsets[blocks.bounds[block]!]!);
        return run("nameBuckets", { blocks: own, starts, firstBucket, bucketIds: known.bucketIds, target: ids });
      }),
    );
    const pipeline = ngramIdsPipeline(fitted, known);
    const tokens = { rows: texts.length, vocabularySize: pipeline.featureCount, offsets, ids };
    return { pipeline, encoded: { kind: "tokens", tokens } };
  });
}

/**
 * The pipeline of ids that were learnt elsewhere, and what its ids were while buckets had theirs by number: words as they
 * are, bucket `b` as words + 1 + b.
 */
export function learntNgramIds(
  config: NgramIdsConfig,
  words: TermList,
  isUsed: Uint8Array,
): { readonly pipeline: FittedTextPipeline; readonly kept: Int32Array } {
  const usedBuckets = placesOfOnes(isUsed);
  const first = words.length + 1;
  const kept = new Int32Array(first + usedBuckets.length);
  for (let id = 0; id < kept.length; id++) kept[id] = id < first ? id : first + usedBuckets[id - first]!;
  return { pipeline: ngramIdsPipeline({ config, words, usedBuckets }), kept };
}

/** N-gram ids as a pipeline. */
export function ngramIdsPipeline(
  { config, words, usedBuckets }: FittedNgramIds,
  made?: KnownNgrams,
): FittedTextPipeline {
  return fittedPipeline({
    config,
    featureCount: 1 + words.length + usedBuckets.length,
    wordCount: 1 + words.length,
    featureName(id) {
      if (id === 0) return "<padding>";
      return id <= words.length ? termAt(words, id - 1) : `bucket ${usedBuckets[id - 1 - words.length]}`;
    },
    withFeatures(kept) {
      const ids = kept.filter((id) => id > 0);
      const bucketsKept = ids.filter((id) => id > words.length).map((id) => usedBuckets[id - 1 - words.length]!);
      const wordsKept = termsAt(
        words,
        ids.filter((id) => id <= words.length).map((id) => id - 1),
      );
      return ngramIdsPipeline({ config, words: wordsKept, usedBuckets: bucketsKept });
    },
    files: () => ({ [vocabularyFile]: writeTermList(words), [bucketsFile]: writeUsedBuckets(usedBuckets) }),
    isStateShared: true,
    state: () => ({ config, known: made ?? knownNgrams(vocabularyFile, words, usedBuckets, config.buckets) }),
  });
}

/** Reads fitted n-gram ids back. @throws BadVocabularyError */
export function readNgramIds(config: NgramIdsConfig, file: (name: string) => Uint8Array): FittedNgramIds {
  return {
    config,
    words: readTermList(vocabularyFile, file(vocabularyFile)),
    usedBuckets: readUsedBuckets(bucketsFile, file(bucketsFile), config.buckets),
  };
}

function placesOfOnes(flags: Uint8Array): Int32Array {
  const places = new Int32Array(flags.reduce((sum, flag) => sum + flag, 0));
  let used = 0;
  for (let place = 0; place < flags.length; place++) if (flags[place] === 1) places[used++] = place;
  return places;
}
