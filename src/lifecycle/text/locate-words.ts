/** @file The words of a text with the part of the text that each one stands for. */
import { originalRange, type TextRange } from "./normalise/alignment.ts";
import { normaliseText } from "./normalise/normalise-text.ts";
import { pythonPattern } from "./python-pattern.ts";
import { UnicodeWords } from "./unicode-words.ts";
import type { WordIdsConfig } from "./word-ids.config.ts";

/** Makes the function that finds the words that word ids are of, in order, in UTF-16 code units of the original. */
export function createWordLocator(config: WordIdsConfig): (text: string) => TextRange[] {
  const { normalise, lowercase } = config;
  const steps = lowercase ? [...normalise, { type: "lower-case/v1" } as const] : normalise;
  const find = createWordFinder(config);
  return (text) => {
    const normalised = normaliseText(text, steps);
    return find(normalised.text).map(({ start, end }) => originalRange(normalised.edits, start, end));
  };
}

function createWordFinder({ words, tokenPattern }: WordIdsConfig): (text: string) => TextRange[] {
  if (words === "unicode") {
    const cutter = new UnicodeWords();
    return (text) => {
      const { starts, ends, count } = cutter.cut(text);
      return Array.from({ length: count }, (_, word) => ({ start: starts[word]!, end: ends[word]! }));
    };
  }
  const { expression, groups } = pythonPattern(tokenPattern);
  const withIndices = new RegExp(expression.source, `${expression.flags}d`);
  return (text) =>
    Array.from(text.matchAll(withIndices), ({ indices }) => {
      const [start, end] = indices![groups] ?? indices![0]!;
      return { start, end };
    });
}
