/** @file Which way through the counter a setting takes: over bytes where the tokens are plain runs, else over strings. */
import { createAnalyzer, stopWordSet } from "./analyze.ts";
import { createNormaliser } from "./normalise/normalise-text.ts";
import { createPreprocessor } from "./preprocess.ts";
import type { TextAnalysis } from "./text-analysis.config.ts";
import { characterClass, SPACE, WORD } from "./unicode-classes.ts";

/** How a text becomes symbols, and these become terms. */
export interface AnalysisPlan {
  /**
   * `runs`: tokens are runs of word characters, and perhaps single marks; `words`: by Unicode's rules; `characters`;
   * `padded`: characters of each word; `terms`: whole terms from the plain analyser, for token patterns of any other kind.
   */
  readonly kind: "runs" | "words" | "characters" | "padded" | "terms";
  /** Symbols in a term. */
  readonly least: number;
  readonly most: number;
  /** `runs`: word characters a token has at least. */
  readonly shortest: number;
  /** [256] `runs`: 1 where an ASCII character is a token by itself, which is none of `fold`'s; `null`: there are none. */
  readonly marks: Uint8Array | null;
  /** [256] What a byte of an ASCII text becomes; for `runs`, 0 where it is in no token. */
  readonly fold: Uint8Array;
  /** [256] The same for a prepared text, whose capitals (accents stripped from fancy letters leave some) stay. */
  readonly keep: Uint8Array;
  readonly stopWords: ReadonlySet<string> | null;
  /** What happens to any text first; `null` where nothing does. */
  readonly normalise: ((text: string) => string) | null;
  /** Prepares a (normalised) text that is not all ASCII. */
  readonly prepare: (text: string) => string;
  /** For `terms`; normalises too. */
  readonly analyze: ((text: string) => string[]) | null;
}

/** Patterns of runs of word characters, with the least length of these. */
const runPatterns: ReadonlyMap<string, number> = new Map([
  ["\\b\\w\\w+\\b", 2],
  ["\\w\\w+", 2],
  ["\\b\\w{2,}\\b", 2],
  ["\\w{2,}", 2],
  ["\\b\\w+\\b", 1],
  ["\\w+", 1],
]);
/** Ends a pattern that also matches each character that is neither a word's nor white space. */
const orMark = "|[^\\w\\s]";
const asciiMarks = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 && (characterClass(byte) & (WORD | SPACE)) === 0 ? 1 : 0,
);

/** Chooses the way for a setting. @throws BadTokenPatternError */
export function planAnalysis(settings: TextAnalysis, options: { readonly plain?: boolean } = {}): AnalysisPlan {
  const { analyzer, lowercase } = settings;
  const [least, most] = settings.ngramRange;
  const pattern = settings.tokenPattern.replace(/^\(\?u\)/, "");
  const shortest = runPatterns.get(pattern.endsWith(orMark) ? pattern.slice(0, -orMark.length) : pattern);
  const prepare = createPreprocessor(settings);
  const keep = foldBytes(false, false);
  const normalise = settings.normalise.length === 0 ? null : createNormaliser(settings.normalise);
  const fold = foldBytes(lowercase, false);
  const common = { shortest: 0, marks: null, fold, keep, stopWords: null, normalise, prepare, analyze: null };
  if (options.plain !== true) {
    if (analyzer === "char") return { kind: "characters", least, most, ...common };
    if (analyzer === "char_wb") return { kind: "padded", least, most, ...common };
    const stopWords = stopWordSet(settings.stopWords);
    if (settings.words === "unicode") return { kind: "words", least, most, ...common, fold: keep, stopWords };
    if (shortest !== undefined) {
      const folds = { fold: foldBytes(lowercase, true), keep: foldBytes(false, true) };
      const marks = pattern.endsWith(orMark) ? asciiMarks : null;
      return { kind: "runs", least, most, ...common, ...folds, shortest, marks, stopWords };
    }
  }
  const analyze = createAnalyzer(settings);
  return { kind: "terms", ...common, least: 1, most: 1, fold: keep, analyze };
}

function foldBytes(lowercase: boolean, wordsOnly: boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte >= 0x80) return byte;
    if (wordsOnly && (characterClass(byte) & WORD) === 0) return 0;
    return lowercase && byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
  });
}
