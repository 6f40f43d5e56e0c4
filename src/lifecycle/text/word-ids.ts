/** @file Word ids: a vocabulary by descending frequency, for models with an embedding per word. */
import { planAnalysis } from "./analysis-plan.ts";
import { countColumn } from "./count-column.ts";
import { EmptyVocabularyError } from "./errors.ts";
import { fittedPipeline } from "./fitted-pipeline.ts";
import { keptEnd } from "./kept-end.ts";
import { knownTerms } from "./known-terms.ts";
import { createWordLocator } from "./locate-words.ts";
import { spellTerms, termsInOrder } from "./merge-trees.ts";
import { readTermList, type TermList, termAt, writeTermList } from "./term-list.ts";
import type { TextColumn } from "./text-column.ts";
import { wordIdsAnalysis } from "./text-encoder.ts";
import type { FittedTextPipeline, TransformOptions } from "./text-pipeline.ts";
import { withThreads } from "./text-threads.ts";
import type { WordIdsConfig } from "./word-ids.config.ts";

const vocabularyFile = "vocabulary.txt";
const paddingId = 0;
const unknownId = 1;
const firstWordId = 2;

/** What word ids learn. */
export interface FittedWordIds {
  readonly config: WordIdsConfig;
  /** Words by id, from id 2. */
  readonly words: TermList;
}

/** Learns the words of texts. @throws BadTokenPatternError, EmptyVocabularyError */
export function learnWordIds(
  config: WordIdsConfig,
  texts: TextColumn,
  options: TransformOptions,
): Promise<FittedWordIds> {
  const analysis = wordIdsAnalysis(config);
  planAnalysis(analysis);
  return withThreads(texts, options, async (threads) => {
    const { tree } = await countColumn(threads, texts, analysis, { keepEntries: false });
    const order = termsInOrder(tree);
    if (order.length === 0) throw new EmptyVocabularyError(texts.length);
    const byCount = order
      .map((_, place) => place)
      .sort((left, right) => tree.totalCounts[order[right]!]! - tree.totalCounts[order[left]!]! || left - right)
      .slice(0, config.maxTokens - firstWordId);
    return {
      config,
      words: spellTerms(
        tree,
        byCount.map((place) => order[place]!),
      ),
    };
  });
}

/** Word ids as a pipeline. */
export function wordIdsPipeline({ config, words }: FittedWordIds): FittedTextPipeline {
  return fittedPipeline({
    config,
    featureCount: words.length + firstWordId,
    featureName: (id) =>
      id === paddingId ? "<padding>" : id === unknownId ? "<unknown>" : termAt(words, id - firstWordId),
    files: () => ({ [vocabularyFile]: writeTermList(words) }),
    locate: (text) => keptEnd(createWordLocator(config)(text), config),
    state() {
      const { snapshot, placeOf } = knownTerms(vocabularyFile, planAnalysis(wordIdsAnalysis(config)), words);
      return { config, snapshot, idOf: placeOf.map((place) => place + firstWordId) };
    },
  });
}

/** Reads fitted word ids back. @throws BadVocabularyError */
export function readWordIds(config: WordIdsConfig, file: (name: string) => Uint8Array): FittedWordIds {
  return { config, words: readTermList(vocabularyFile, file(vocabularyFile)) };
}
