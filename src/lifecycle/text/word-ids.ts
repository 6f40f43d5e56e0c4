/** @file Word ids: a vocabulary by descending frequency, for models with an embedding per word. */
import { compareCodePoints } from "./code-point-order.ts";
import { EmptyVocabularyError } from "./errors.ts";
import { createPreprocessor } from "./preprocess.ts";
import { findTokens, pythonPattern } from "./python-pattern.ts";
import { readTermList, type TermList, termAt, termList, writeTermList } from "./term-list.ts";
import { type TextColumn, textAt } from "./text-column.ts";
import type { FittedTextPipeline, TokenRows } from "./text-pipeline.ts";
import type { WordIdsConfig } from "./word-ids.config.ts";

const vocabularyFile = "vocabulary.txt";
const unknownId = 1;
const firstWordId = 2;

export interface FittedWordIds {
  readonly config: WordIdsConfig;
  /** By id, from 2. */
  readonly words: TermList;
}

function createTokenizer(config: WordIdsConfig): (text: string) => string[] {
  const preprocess = createPreprocessor({ lowercase: config.lowercase, stripAccents: null });
  const pattern = pythonPattern(config.tokenPattern);
  return (text) => findTokens(pattern, preprocess(text));
}

export function learnWordIds(config: WordIdsConfig, texts: TextColumn): FittedWordIds {
  const tokenize = createTokenizer(config);
  const counts = new Map<string, number>();
  for (let row = 0; row < texts.length; row++)
    for (const word of tokenize(textAt(texts, row))) counts.set(word, (counts.get(word) ?? 0) + 1);
  if (counts.size === 0) throw new EmptyVocabularyError(texts.length);
  const words = [...counts]
    .sort(([a, m], [b, n]) => n - m || compareCodePoints(a, b))
    .slice(0, config.maxTokens - firstWordId)
    .map(([word]) => word);
  return { config, words: termList(words) };
}

/** Word ids as a pipeline. */
export function wordIdsPipeline({ config, words }: FittedWordIds): FittedTextPipeline {
  const tokenize = createTokenizer(config);
  const ids = new Map<string, number>();
  for (let word = 0; word < words.length; word++) ids.set(termAt(words, word), word + firstWordId);
  const vocabularySize = words.length + firstWordId;
  const encode = (length: number, text: (row: number) => string): TokenRows => {
    const offsets = new Float64Array(new SharedArrayBuffer((length + 1) * 8));
    const rows: number[][] = [];
    for (let row = 0; row < length; row++) {
      const all = tokenize(text(row));
      const kept =
        config.truncation === "head"
          ? all.slice(0, config.maxLength)
          : all.slice(Math.max(0, all.length - config.maxLength));
      rows.push(kept.map((word) => ids.get(word) ?? unknownId));
      offsets[row + 1] = offsets[row]! + kept.length;
    }
    const out = new Int32Array(new SharedArrayBuffer(offsets[length]! * 4));
    for (const [row, rowIds] of rows.entries()) out.set(rowIds, offsets[row]!);
    return { rows: length, vocabularySize, offsets, ids: out };
  };
  return {
    config,
    featureCount: vocabularySize,
    featureName: (id) => (id === 0 ? "<padding>" : id === unknownId ? "<unknown>" : termAt(words, id - firstWordId)),
    async transform(texts) {
      return { kind: "tokens", tokens: encode(texts.length, (row) => textAt(texts, row)) };
    },
    transformBatch: (texts) => ({ kind: "tokens", tokens: encode(texts.length, (row) => texts[row]!) }),
    files: () => ({ [vocabularyFile]: writeTermList(words) }),
  };
}

/** Reads fitted word ids back. @throws BadVocabularyError */
export function readWordIds(config: WordIdsConfig, file: (name: string) => Uint8Array): FittedWordIds {
  return { config, words: readTermList(vocabularyFile, file(vocabularyFile)) };
}
