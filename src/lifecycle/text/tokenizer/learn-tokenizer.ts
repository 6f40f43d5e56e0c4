/** @file Tokenizers learnt from texts, as the file that Hugging Face's tokenizers package writes. */
import type { TaskContext } from "../../../foundation/index.ts";
import { type CountedWord, learnPairs } from "../learn-pairs.ts";
import { type TextColumn, textAt } from "../text-column.ts";
import { alignedText } from "./aligned-text.ts";
import { characterOfByte } from "./byte-level.ts";
import { NothingToLearnError } from "./errors.ts";
import type { LearnTokenizerConfig } from "./learn-tokenizer.config.ts";
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

/** Distinct characters that WordPiece begins with at most; rarer ones are unknown. As in the tokenizers package. */
const MOST_CHARACTERS = 1000;
const TEXTS_BETWEEN_REPORTS = 256;
const MERGES_BETWEEN_REPORTS = 64;
const PREFIX = "##";

const kinds = {
  wordpiece: { specials: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], prefix: PREFIX },
  "byte-level-bpe": { specials: ["<s>", "<pad>", "</s>", "<unk>", "<mask>"], prefix: "" },
} as const;

/**
 * Learns a vocabulary: special tokens, single characters, then the most frequent pairs joined. Both kinds learn as the
 * tokenizers package's trainers do; byte-level BPE gives the same merges.
 * @throws NothingToLearnError, CancelledError
 */
export function learnTokenizer(
  config: LearnTokenizerConfig,
  texts: TextColumn,
  context: Pick<TaskContext, "progress" | "throwIfCancelled">,
): LearntTokenizer {
  const { kind, vocabularySize, minFrequency } = config;
  const { specials, prefix } = kinds[kind];
  const parts = partsOf(config);
  const counts = countWords(parts, texts, context);
  if (counts.size === 0) throw new NothingToLearnError(texts.length);

  const ids = new Map<string, number>();
  const idOf = (token: string) => {
    const known = ids.get(token);
    if (known !== undefined) return known;
    ids.set(token, ids.size);
    return ids.size - 1;
  };
  specials.forEach(idOf);
  const alphabet = kind === "wordpiece" ? frequentCharacters(counts) : characterOfByte;
  const sorted = [...alphabet].toSorted((left, right) => left.codePointAt(0)! - right.codePointAt(0)!);
  sorted.forEach(idOf);
  if (prefix !== "") {
    const within = new Set(Array.from(counts.keys(), (word) => [...word].slice(1)).flat());
    for (const character of sorted) if (within.has(character)) idOf(prefix + character);
  }

  const merges: [string, string][] = [];
  const spelling = [...ids.keys()];
  learnPairs(symbolWords(counts, ids, prefix), {
    least: Math.max(1, minFrequency),
    isDone: () => ids.size >= vocabularySize,
    join(left, right) {
      if (merges.length % MERGES_BETWEEN_REPORTS === 0) {
        context.throwIfCancelled();
        context.progress({ task: "Joining pairs", done: ids.size, total: vocabularySize, unit: "tokens" });
      }
      const [first, second] = [spelling[left]!, spelling[right]!];
      merges.push([first, second]);
      const joined = first + second.slice(prefix.length);
      const id = idOf(joined);
      spelling[id] = joined;
      return id;
    },
  });
  context.progress({ task: "Joining pairs", done: ids.size, total: ids.size, unit: "tokens", finished: true });
  return { file: fileOf(config, parts, ids, merges), tokens: ids.size, words: counts.size };
}

function countWords(
  parts: ReturnType<typeof partsOf>,
  texts: TextColumn,
  { progress, throwIfCancelled }: Pick<TaskContext, "progress" | "throwIfCancelled">,
): ReadonlyMap<string, number> {
  const normalize = parts.normalizer === null ? null : makeNormalizer(parts.normalizer);
  const preTokenize = makePreTokenizer(parts.pre_tokenizer);
  const counts = new Map<string, number>();
  for (let row = 0; row < texts.length; row++) {
    const text = alignedText(textAt(texts, row).toWellFormed());
    for (const word of preTokenize(normalize === null ? text : normalize(text)))
      counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
    if (row % TEXTS_BETWEEN_REPORTS !== 0) continue;
    throwIfCancelled();
    progress({ task: "Counting words", done: row, total: texts.length, unit: "texts" });
  }
  progress({ task: "Counting words", done: texts.length, total: texts.length, unit: "texts", finished: true });
  return counts;
}

function frequentCharacters(counts: ReadonlyMap<string, number>): readonly string[] {
  const found = new Map<string, number>();
  for (const [word, count] of counts)
    for (const character of word) found.set(character, (found.get(character) ?? 0) + count);
  return [...found]
    .toSorted(([left, often], [right, more]) => more - often || left.codePointAt(0)! - right.codePointAt(0)!)
    .slice(0, MOST_CHARACTERS)
    .map(([character]) => character);
}

/** The words as ids of their characters; those that are not in the alphabet are left out. */
function symbolWords(
  counts: ReadonlyMap<string, number>,
  ids: ReadonlyMap<string, number>,
  prefix: string,
): CountedWord[] {
  return Array.from(counts, ([word, count]) => ({
    count,
    symbols: Array.from(word, (character, at) => ids.get(at === 0 ? character : prefix + character)).filter(
      (id) => id !== undefined,
    ),
  }));
}

function partsOf({ kind, lowercase }: LearnTokenizerConfig) {
  if (kind === "wordpiece")
    return {
      normalizer: {
        type: "BertNormalizer",
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: null,
        lowercase,
      },
      pre_tokenizer: { type: "BertPreTokenizer" },
      decoder: { type: "WordPiece", prefix: PREFIX, cleanup: true },
    };
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    normalizer: lowercase ? { type: "Lowercase" } : null,
    pre_tokenizer: byteLevel,
    decoder: byteLevel,
  };
}

function fileOf(
  { kind }: LearnTokenizerConfig,
  parts: ReturnType<typeof partsOf>,
  ids: ReadonlyMap<string, number>,
  merges: readonly (readonly [string, string])[],
): object {
  const vocab = Object.fromEntries(ids);
  const { specials } = kinds[kind];
  const [unknown, first, last] = kind === "wordpiece" ? ["[UNK]", "[CLS]", "[SEP]"] : ["<unk>", "<s>", "</s>"];
  const ends = { sep: [last, ids.get(last!)], cls: [first, ids.get(first!)] };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: specials.map((content, id) => ({
      ...{ id, content, single_word: false, lstrip: content === "<mask>", rstrip: false, normalized: false },
      special: true,
    })),
    ...parts,
    post_processor:
      kind === "wordpiece"
        ? { type: "BertProcessing", ...ends }
        : { type: "RobertaProcessing", ...ends, trim_offsets: true, add_prefix_space: false },
    model:
      kind === "wordpiece"
        ? {
            type: "WordPiece",
            unk_token: unknown,
            continuing_subword_prefix: PREFIX,
            max_input_chars_per_word: 100,
            vocab,
          }
        : {
            ...{ type: "BPE", dropout: null, unk_token: unknown, continuing_subword_prefix: null },
            ...{ end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ignore_merges: false },
            vocab,
            merges,
          },
  };
}
