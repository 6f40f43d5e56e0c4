/** @file Which terms of a vocabulary are kept: limits on document frequency, then on number. */
import { DocumentFrequencyRangeError, EmptyVocabularyError, NothingRemainsError } from "./errors.ts";
import type { TfidfConfig } from "./tfidf.config.ts";

/** The limits on how many texts a term may occur in; shares may give fractions. @throws DocumentFrequencyRangeError */
function documentFrequencyLimits(config: Pick<TfidfConfig, "minDf" | "maxDf">, texts: number) {
  const { minDf, maxDf } = config;
  const least = minDf >= 1 ? minDf : minDf * texts;
  const most = maxDf > 1 ? maxDf : maxDf * texts;
  if (most < least) throw new DocumentFrequencyRangeError({ minDf, maxDf, least, most });
  return { least, most };
}

/**
 * The kept terms, ascending. Terms come in code point order with their document frequencies and total counts.
 * @throws EmptyVocabularyError, DocumentFrequencyRangeError, NothingRemainsError
 */
export function selectTerms(
  config: Pick<TfidfConfig, "minDf" | "maxDf" | "maxFeatures" | "binary">,
  texts: number,
  documentFrequencies: Int32Array,
  totalCounts: Float64Array,
): Int32Array {
  const terms = documentFrequencies.length;
  if (terms === 0) throw new EmptyVocabularyError(texts);
  const { least, most } = documentFrequencyLimits(config, texts);
  let kept = new Int32Array(terms);
  let used = 0;
  for (let term = 0; term < terms; term++) {
    const frequency = documentFrequencies[term]!;
    if (frequency >= least && frequency <= most) kept[used++] = term;
  }
  if (used === 0) throw new NothingRemainsError({ terms, texts, least, most });
  kept = kept.subarray(0, used);
  if (config.maxFeatures === null || used <= config.maxFeatures) return kept;
  const weights: ArrayLike<number> = config.binary ? documentFrequencies : totalCounts;
  return kept
    .sort((left, right) => weights[right]! - weights[left]! || left - right)
    .slice(0, config.maxFeatures)
    .sort();
}
