/** @file Which language a text is written in. The only door to the identifying library. */
import { unicodeScripts } from "./unicode-scripts.ts";

/** The language of a text. */
export interface IdentifiedLanguage {
  /** ISO 639-1 ("en", "zh"), or "und" for a text without letters or in an unknown script. */
  readonly language: string;
  /** Whether the text is long enough, and like enough to its language, to count on it. */
  readonly isReliable: boolean;
}

/** Tells the language of one text. */
export type LanguageIdentifier = (text: string) => IdentifiedLanguage;

/** Scripts that one language is written in, or nearly so. Han without kana is Chinese. */
const languageOfScript: Readonly<Record<string, string>> = {
  Greek: "el",
  Hebrew: "he",
  Gurmukhi: "pa",
  Gujarati: "gu",
  Oriya: "or",
  Tamil: "ta",
  Telugu: "te",
  Kannada: "kn",
  Malayalam: "ml",
  Sinhala: "si",
  Thai: "th",
  Lao: "lo",
  Tibetan: "bo",
  Myanmar: "my",
  Khmer: "km",
  Georgian: "ka",
  Armenian: "hy",
  Hangul: "ko",
  Hiragana: "ja",
  Katakana: "ja",
  Han: "zh",
};

/** Scripts of many languages that the library tells apart. */
const manyLanguages = new Set(["Latin", "Cyrillic", "Arabic", "Devanagari", "Bengali", "Ethiopic"]);

/** Kana are at least this share of the kana and Han of a Japanese text. */
const leastKana = 0.05;
/** Letters beyond this say nothing new. */
const readCharacters = 1000;
/** Fewer letters than this say too little, except in a script of one language. */
const fewLetters = 12;

/** What is in a text but not in its language: addresses, user names and hashtags. */
const notLanguage = /https?:\/\/\S*|www\.\S+|\S+@\S+\.\S+|[@#][\p{L}\p{N}_]+/gu;
const unknown: IdentifiedLanguage = { language: "und", isReliable: false };

/**
 * Opens the identifier: 60 languages by byte n-grams (ELD, its small table), a few more by their script. Romanised text of
 * a language with a script of its own is not known. Loading takes a third of a second and 45 MB of heap (160 MB of resident memory), once.
 */
export async function openLanguageIdentifier(): Promise<LanguageIdentifier> {
  const { eld } = await import("eld/small");
  return (text) => {
    const cleaned = text.slice(0, readCharacters).replace(notLanguage, " ");
    const scripts = unicodeScripts(cleaned);
    const [script, letters] = scripts.entries().next().value ?? ["Other", 0];
    if (manyLanguages.has(script)) {
      const found = eld.detect(cleaned);
      if (found.language === "") return unknown;
      return { language: found.language, isReliable: letters >= fewLetters && found.isReliable() };
    }
    const language = script === "Han" ? languageOfHan(scripts) : languageOfScript[script];
    return language === undefined ? unknown : { language, isReliable: true };
  };
}

function languageOfHan(scripts: ReadonlyMap<string, number>): string {
  const kana = (scripts.get("Hiragana") ?? 0) + (scripts.get("Katakana") ?? 0);
  return kana >= leastKana * (kana + scripts.get("Han")!) ? "ja" : "zh";
}
