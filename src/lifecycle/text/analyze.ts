/**
 * @file How a text becomes terms, in plain strings: scikit-learn's analysers, line for line. It serves every setting;
 * what has a faster path is checked against it.
 */
import { englishStopWords } from "./english-stop-words.ts";
import { createNormaliser } from "./normalise/normalise-text.ts";
import { createPreprocessor } from "./preprocess.ts";
import { findTokens, pythonPattern } from "./python-pattern.ts";
import type { TextAnalysis } from "./text-analysis.config.ts";
import { SPACE_CLASS } from "./unicode-classes.ts";
import { unicodeWords } from "./unicode-words.ts";

const spaceRuns = new RegExp(`[${SPACE_CLASS}]{2,}`, "gu");
const unspaced = new RegExp(`[^${SPACE_CLASS}]+`, "gu");

/** Makes the function that gives all terms of a text, repeated ones repeatedly. @throws BadTokenPatternError */
export function createAnalyzer(settings: TextAnalysis): (text: string) => string[] {
  const normalise = createNormaliser(settings.normalise);
  const prepare = createPreprocessor(settings);
  const preprocess = (text: string) => prepare(normalise(text));
  const [least, most] = settings.ngramRange;
  if (settings.analyzer === "char") {
    return (text) => characterNgrams([...preprocess(text).replace(spaceRuns, " ")], least, most);
  }
  if (settings.analyzer === "char_wb") {
    return (text) =>
      (preprocess(text).match(unspaced) ?? []).flatMap((word) => paddedNgrams([" ", ...word, " "], least, most));
  }
  const tokensOf = createTokenizer(settings);
  const stopped = stopWordSet(settings.stopWords);
  return (text) => {
    const tokens = tokensOf(preprocess(text));
    return wordNgrams(stopped === null ? tokens : tokens.filter((token) => !stopped.has(token)), least, most);
  };
}

function createTokenizer({ words, tokenPattern }: TextAnalysis): (text: string) => string[] {
  if (words === "unicode") return unicodeWords;
  const pattern = pythonPattern(tokenPattern);
  return (text) => findTokens(pattern, text);
}

/** The words to leave out, or `null`. */
export function stopWordSet(stopWords: TextAnalysis["stopWords"]): ReadonlySet<string> | null {
  if (stopWords === null) return null;
  return new Set(stopWords === "english" ? englishStopWords : stopWords);
}

function wordNgrams(tokens: string[], least: number, most: number): string[] {
  if (most === 1) return tokens;
  const terms: string[] = [];
  for (let length = least; length <= Math.min(most, tokens.length); length++)
    for (let start = 0; start + length <= tokens.length; start++)
      terms.push(length === 1 ? tokens[start]! : tokens.slice(start, start + length).join(" "));
  return terms;
}

function characterNgrams(characters: readonly string[], least: number, most: number): string[] {
  const terms: string[] = [];
  for (let length = least; length <= Math.min(most, characters.length); length++)
    for (let start = 0; start + length <= characters.length; start++)
      terms.push(characters.slice(start, start + length).join(""));
  return terms;
}

/** N-grams of one padded word; a word shorter than an n-gram counts as a whole, once. */
function paddedNgrams(characters: readonly string[], least: number, most: number): string[] {
  const terms: string[] = [];
  for (let length = least; length <= most; length++) {
    if (length >= characters.length) {
      terms.push(characters.join(""));
      break;
    }
    for (let start = 0; start + length <= characters.length; start++)
      terms.push(characters.slice(start, start + length).join(""));
  }
  return terms;
}
