/** @file Tokenizers learnt from texts, as the file that Hugging Face's tokenizers package writes. */
import { type TextColumn, textAt } from "../text-column.ts";
import { alignedText } from "./aligned-text.ts";
import { NothingToLearnError } from "./errors.ts";
import { specialToken } from "./family-parts.ts";
import { byteLevelKind } from "./learn-byte-level.ts";
import type { LearnContext, LearnKind } from "./learn-kind.ts";
import type { LearnTokenizerConfig } from "./learn-tokenizer.config.ts";
import { unigramKind } from "./learn-unigram.ts";
import { wordPieceKind } from "./learn-word-piece.ts";
import { makeNormalizer } from "./normalizers.ts";
import { makePreTokenizer } from "./pre-tokenizers.ts";

/** A learnt tokenizer. */
export interface LearntTokenizer {
  /** What belongs into tokenizer.json. */
  readonly file: object;
  readonly tokens: number;
  /** Different pieces that the texts are made of. */
  readonly words: number;
}

const kinds: Readonly<Record<LearnTokenizerConfig["kind"], LearnKind>> = {
  wordpiece: wordPieceKind,
  "byte-level-bpe": byteLevelKind,
  unigram: unigramKind,
};

const TEXTS_BETWEEN_REPORTS = 256;

/**
 * Learns a vocabulary as the tokenizers package's trainers do: byte-level BPE gives the same merges, WordPiece and Unigram
 * what differs only where the package itself does from run to run.
 * @throws NothingToLearnError, CancelledError
 */
export function learnTokenizer(
  config: LearnTokenizerConfig,
  texts: TextColumn,
  context: LearnContext,
): LearntTokenizer {
  const kind = kinds[config.kind];
  const parts = kind.parts(config);
  const counts = countWords(kind, parts, texts, context);
  if (counts.size === 0) throw new NothingToLearnError(texts.length);
  const { model, tokens } = kind.learn(counts, config, context);
  const added_tokens = kind.specials.map(specialToken);
  const before = { version: "1.0", truncation: null, padding: null, added_tokens };
  return { file: { ...before, ...parts, post_processor: kind.postProcessor, model }, tokens, words: counts.size };
}

function countWords(
  { chunks }: LearnKind,
  parts: ReturnType<LearnKind["parts"]>,
  texts: TextColumn,
  { progress, throwIfCancelled }: LearnContext,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let row = 0; row < texts.length; row++) {
    for (const chunk of chunks(textAt(texts, row).toWellFormed()))
      add(found, found.has(chunk) ? chunk : ownString(chunk), 1);
    if (row % TEXTS_BETWEEN_REPORTS !== 0) continue;
    throwIfCancelled();
    progress({ task: "Counting words", done: row, total: texts.length, unit: "texts" });
  }
  const normalize = parts.normalizer === null ? null : makeNormalizer(parts.normalizer);
  const preTokenize = makePreTokenizer(parts.pre_tokenizer);
  const counts = new Map<string, number>();
  let done = 0;
  for (const [chunk, count] of found) {
    const text = alignedText(chunk);
    for (const word of preTokenize(normalize === null ? text : normalize(text))) add(counts, word.text, count);
    if (done++ % TEXTS_BETWEEN_REPORTS === 0) throwIfCancelled();
  }
  progress({ task: "Counting words", done: texts.length, total: texts.length, unit: "texts", finished: true });
  return counts;
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** An equal string that doesn't keep the text alive that it is a part of. */
function ownString(part: string): string {
  return Buffer.from(part).toString();
}
