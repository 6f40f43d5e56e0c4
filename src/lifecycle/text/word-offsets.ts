/** @file Words with their places in the original text, to highlight those that mattered. */
import { stopWordSet } from "./analyze.ts";
import { createPreprocessor } from "./preprocess.ts";
import { pythonPattern } from "./python-pattern.ts";
import type { TextPipelineConfig } from "./text-pipeline.config.ts";
import { SPACE_CLASS } from "./unicode-classes.ts";

/** One token as the pipeline sees it, and where it stands in the original text, in UTF-16 code units. */
export interface WordSpan {
  /** Lower-cased and stripped as the pipeline does. */
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

const unspaced = new RegExp(`[^${SPACE_CLASS}]+`, "gu");

/** The tokens of a text in order. Character pipelines give their whitespace-separated words. */
export function tokenizeWords(text: string, config: TextPipelineConfig): WordSpan[] {
  const settings = settingsOf(config);
  const { text: prepared, origin } = prepareWithOrigins(text, settings);
  const spans: WordSpan[] = [];
  for (const match of prepared.matchAll(settings.expression)) {
    const term = settings.groups === 0 ? match[0] : (match[1] ?? "");
    if (term === "" || settings.stopped?.has(term)) continue;
    const inner = settings.groups === 0 ? 0 : match[0].indexOf(term);
    const start = match.index + inner;
    spans.push({ term, start: origin[start]!, end: origin[start + term.length]! });
  }
  return spans;
}

function settingsOf(config: TextPipelineConfig) {
  const words = { expression: unspaced, groups: 0, stopped: null };
  switch (config.type) {
    case "none/v1":
      return { lowercase: false, stripAccents: null, ...words };
    case "word-ids/v1":
      return { lowercase: config.lowercase, stripAccents: null, stopped: null, ...pythonPattern(config.tokenPattern) };
    default: {
      const { lowercase, stripAccents } = config;
      if (config.analyzer !== "word") return { lowercase, stripAccents, ...words };
      return {
        lowercase,
        stripAccents,
        stopped: stopWordSet(config.stopWords),
        ...pythonPattern(config.tokenPattern),
      };
    }
  }
}

/** A prepared text and, for each of its code units and its end, the place in the original. */
interface Traced {
  readonly text: string;
  readonly origin: Uint32Array;
}

function prepareWithOrigins(
  text: string,
  settings: { readonly lowercase: boolean; readonly stripAccents: "ascii" | "unicode" | null },
): Traced {
  const { lowercase, stripAccents } = settings;
  const whole = text.toWellFormed();
  const lowered: Traced = lowercase ? lowerWithOrigins(whole) : { text: whole, origin: countUp(whole.length) };
  if (stripAccents === null || isAscii(lowered.text)) return lowered;
  return stripWithOrigins(lowered, createPreprocessor({ lowercase: false, stripAccents }));
}

const countUp = (length: number) => Uint32Array.from({ length: length + 1 }, (_, at) => at);
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII starts at the control characters.
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);

/** Of all characters only "\u0130" changes its length, from one code unit to two. */
function lowerWithOrigins(whole: string): Traced {
  const text = whole.toLowerCase();
  if (text.length === whole.length) return { text, origin: countUp(whole.length) };
  const origin = new Uint32Array(text.length + 1);
  let at = 0;
  for (let from = 0; from < whole.length; from++) {
    origin[at++] = from;
    if (whole[from] === "\u0130") origin[at++] = from;
  }
  origin[at] = whole.length;
  return { text, origin };
}

/** Strips each character with its marks by itself; what comes of it stands where the character stood. */
function stripWithOrigins(lowered: Traced, strip: (text: string) => string): Traced {
  const parts: string[] = [];
  const origin: number[] = [];
  for (const { 0: cluster, index } of lowered.text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const part = strip(cluster);
    parts.push(part);
    for (let at = 0; at < part.length; at++)
      origin.push(lowered.origin[index + (part.length === cluster.length ? at : 0)]!);
  }
  origin.push(lowered.origin[lowered.text.length]!);
  return { text: parts.join(""), origin: Uint32Array.from(origin) };
}
