/** @file Subword ids: pieces of words by byte-pair encoding, for models with an embedding for each piece. */
import { planAnalysis } from "./analysis-plan.ts";
import { countColumn } from "./count-column.ts";
import { BadVocabularyError, EmptyVocabularyError } from "./errors.ts";
import { fittedPipeline } from "./fitted-pipeline.ts";
import { keptEnd } from "./kept-end.ts";
import { spellTerms, termsInOrder } from "./merge-trees.ts";
import { originalRange, type TextRange } from "./normalise/alignment.ts";
import { normaliseText } from "./normalise/normalise-text.ts";
import { pythonPattern } from "./python-pattern.ts";
import type { SubwordIdsConfig } from "./subword-ids.config.ts";
import {
  BASE_SYMBOLS,
  bytesOfWord,
  createWordSplitter,
  learnMerges,
  type Merges,
  SUBWORD_WORDS,
  spellSymbol,
} from "./subword-pieces.ts";
import type { TextColumn } from "./text-column.ts";
import type { FittedTextPipeline, TransformOptions } from "./text-pipeline.ts";
import { withThreads } from "./text-threads.ts";

const mergesFile = "merges.txt";
/** The id of symbol 0. */
const firstId = 1;

/** What subword ids learn. */
export interface FittedSubwordIds {
  readonly config: SubwordIdsConfig;
  readonly merges: Merges;
}

/** Learns the pieces of texts; the same for every number of threads. @throws EmptyVocabularyError */
export function learnSubwordIds(
  config: SubwordIdsConfig,
  texts: TextColumn,
  options: TransformOptions,
): Promise<FittedSubwordIds> {
  const analysis = {
    normalise: config.normalise,
    analyzer: "word",
    ngramRange: [1, 1],
    lowercase: false,
    stripAccents: null,
    words: "pattern",
    tokenPattern: SUBWORD_WORDS,
    stopWords: null,
  } satisfies Parameters<typeof planAnalysis>[0];
  planAnalysis(analysis);
  return withThreads(texts, options, async (threads) => {
    const { tree } = await countColumn(threads, texts, analysis, { keepEntries: false });
    const order = termsInOrder(tree);
    if (order.length === 0) throw new EmptyVocabularyError(texts.length);
    const { bytes, offsets } = spellTerms(tree, order);
    const words = Array.from(order, (node, place) => ({
      symbols: bytesOfWord(bytes.subarray(offsets[place]!, offsets[place + 1]!)),
      count: tree.totalCounts[node]!,
    })).filter(({ count }) => count >= config.minFrequency);
    return { config, merges: learnMerges(words, config.maxTokens - BASE_SYMBOLS - firstId) };
  });
}

/** Subword ids as a pipeline. */
export function subwordIdsPipeline({ config, merges }: FittedSubwordIds): FittedTextPipeline {
  return fittedPipeline({
    config,
    featureCount: firstId + BASE_SYMBOLS + merges.length / 2,
    featureName: (id) => (id < firstId ? "<padding>" : symbolName(merges, id - firstId)),
    files: () => ({ [mergesFile]: Buffer.from(mergeLines(merges)) }),
    locate: (text) => keptEnd(locateSubwords({ config, merges }, text), config),
    state: () => ({ config, merges }),
  });
}

/** A piece as people read it: with ## where it continues a word, and bytes that are no whole characters as <0xE4>. */
function symbolName(merges: Merges, symbol: number): string {
  const { bytes, starts } = spellSymbol(merges, symbol);
  const text = new TextDecoder("utf-8").decode(Uint8Array.from(bytes));
  const name = text.includes("\uFFFD")
    ? bytes.map((byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`).join("")
    : text;
  return starts ? name : `##${name}`;
}

function mergeLines(merges: Merges): string {
  return Array.from({ length: merges.length / 2 }, (_, at) => `${merges[at * 2]} ${merges[at * 2 + 1]}\n`).join("");
}

/** Reads fitted subword ids back. @throws BadVocabularyError */
export function readSubwordIds(config: SubwordIdsConfig, file: (name: string) => Uint8Array): FittedSubwordIds {
  const content = Buffer.from(file(mergesFile)).toString("latin1");
  const lines = content === "" ? [] : content.replace(/\n$/, "").split("\n");
  const merges = lines.flatMap((line, merge) => {
    const pair = /^(\d{1,7}) (\d{1,7})$/.exec(line)?.slice(1).map(Number);
    if (pair === undefined || pair.some((symbol) => symbol >= BASE_SYMBOLS + merge))
      throw new BadVocabularyError(mergesFile, `line ${merge + 1} does not join two earlier pieces`);
    return pair;
  });
  return { config, merges: Int32Array.from(merges) };
}

/** A piece of a text. */
export interface SubwordToken extends TextRange {
  readonly id: number;
}

/**
 * A text's pieces with what they stand for in it, in UTF-16 code units; all of them, however many the pipeline keeps.
 * A piece that holds a part of a character stands for all of it.
 */
export function locateSubwords({ config, merges }: FittedSubwordIds, text: string): readonly SubwordToken[] {
  const split = createWordSplitter(merges);
  const normalised = normaliseText(text, config.normalise);
  const tokens: SubwordToken[] = [];
  for (const { 0: word, index } of normalised.text.matchAll(pythonPattern(SUBWORD_WORDS).expression)) {
    const unitOfByte = unitsOfBytes(word);
    let byte = 0;
    for (const symbol of split(word)) {
      const start = index + unitOfByte[byte]!.start;
      byte += spellSymbol(merges, symbol).bytes.length;
      const end = index + unitOfByte[byte - 1]!.end;
      tokens.push({ id: symbol + firstId, ...originalRange(normalised.edits, start, end) });
    }
  }
  return tokens;
}

/** The code units of the character that each byte of a word's UTF-8 belongs to. */
function unitsOfBytes(word: string): TextRange[] {
  const units: TextRange[] = [];
  let start = 0;
  for (const character of word) {
    const end = start + character.length;
    const bytes = Buffer.byteLength(character);
    for (let byte = 0; byte < bytes; byte++) units.push({ start, end });
    start = end;
  }
  return units;
}
