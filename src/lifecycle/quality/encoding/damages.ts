/** @file The kinds of damage that texts bring along, how each is recognised and, where that is safe, repaired. */
import type { Confidence } from "../finding.ts";
import { decodeEntities, entityPattern } from "./entities.ts";
import { mojibakePattern, repairMojibake, windowsCharacter } from "./mojibake.ts";

/** One kind of damage. */
export interface Damage {
  /** Of the finding, and the name by which it is repaired. */
  readonly code: string;
  /** What texts hold, plural. */
  readonly what: string;
  readonly meaning: string;
  readonly confidence: Confidence;
  readonly basis: string;
  readonly advice: string;
  /** Whether it hides words from a model. */
  readonly isHarmful: boolean;
  /** Global; every match is one occurrence. */
  readonly pattern: RegExp;
  /** A quick look: false where the pattern cannot match. */
  hint(text: string): boolean;
  /** The text as it probably was; absent where nobody can know. */
  readonly repair?: (text: string) => string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const tags =
  /<\/?(?:br|p|b|i|u|em|strong|a|div|span|ul|ol|li|h[1-6]|table|tr|td|img|hr|blockquote|pre|code|font|center|script|style)\b[^<>]{0,200}>/gi;
const escapes = /\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}/g;

/** Every kind, the surest first. */
export const damages: readonly Damage[] = [
  {
    code: "replacement-characters",
    what: "U+FFFD in place of characters that were lost",
    meaning:
      "Where U+FFFD stands a character is gone for good, so the words around it are no longer the words they were.",
    confidence: "certain",
    basis: "U+FFFD is written only by software that could not read a character.",
    advice: "Read the source again with the right encoding; what is lost in this file cannot be mended here.",
    isHarmful: true,
    pattern: /\ufffd+/g,
    hint: (text) => text.includes("\ufffd"),
  },
  {
    code: "mojibake",
    what: "mojibake, characters that were read in the wrong encoding",
    meaning: "The same word is spelt in two ways, and a model learns the damaged one apart from the right one.",
    confidence: "likely",
    basis: "These sequences arise when UTF-8 is read in an old code page, and hardly ever otherwise.",
    advice: "Read the source as UTF-8, or repair the texts; what cannot be repaired is left as it is.",
    isHarmful: true,
    pattern: mojibakePattern,
    hint: (text) => /\P{ASCII}/u.test(text),
    repair: repairMojibake,
  },
  {
    code: "html-entities",
    what: 'HTML entities, such as "&amp;"',
    meaning: "An entity hides a character, and its name is taken for a word.",
    confidence: "likely",
    basis: "Names of entities between & and ;, or numbers after #; people hardly write them.",
    advice: "Replace them by their characters, here or with a normaliser of the text pipeline.",
    isHarmful: true,
    pattern: entityPattern,
    hint: (text) => text.includes(";"),
    repair: decodeEntities,
  },
  {
    code: "control-characters",
    what: "control characters",
    meaning: "They cannot be seen, but they cut words in two or join them.",
    confidence: "certain",
    basis: "Counted by code point: C0 without tab and line breaks, DEL, C1.",
    advice: "Take them out; those from U+0080 to U+009F become the characters that windows-1252 has there.",
    isHarmful: false,
    pattern: controls,
    hint: () => true,
    repair: (text) => text.replace(controls, (control) => windowsCharacter(control) ?? ""),
  },
  {
    code: "html-tags",
    what: 'HTML tags, such as "<br />"',
    meaning: "Names of tags are taken for words, and tell a model where a text comes from rather than what it says.",
    confidence: "likely",
    basis: "Common tags between < and >.",
    advice: "Replace them by spaces, here or with a normaliser of the text pipeline.",
    isHarmful: false,
    pattern: tags,
    hint: (text) => text.includes("<"),
    repair: (text) => text.replace(tags, " "),
  },
  {
    code: "escape-sequences",
    what: 'escape sequences that were not resolved, such as "\\u2019"',
    meaning: "A character is spelt as its code, which a model takes for a word.",
    confidence: "likely",
    basis: "A backslash, u or x, and as many hexadecimal digits as a program writes.",
    advice: "Resolve them.",
    isHarmful: true,
    pattern: escapes,
    hint: (text) => text.includes("\\"),
    repair: (text) => text.replace(escapes, (code) => String.fromCharCode(Number.parseInt(code.slice(2), 16))),
  },
];
