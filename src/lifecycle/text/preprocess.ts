/** @file What happens to a text before it is cut: lower case, then accents, in scikit-learn's order. */
import type { TextAnalysis } from "./text-analysis.config.ts";

/** Makes the function that prepares a whole text. Lone surrogates become U+FFFD first. */
export function createPreprocessor(
  settings: Pick<TextAnalysis, "lowercase" | "stripAccents">,
): (text: string) => string {
  const strip = settings.stripAccents === null ? keep : settings.stripAccents === "ascii" ? stripToAscii : stripMarks;
  return (text) => {
    const whole = text.toWellFormed();
    // JavaScript and Python share Unicode's full case mapping, final sigma included.
    return strip(settings.lowercase ? whole.toLowerCase() : whole);
  };
}

const keep = (text: string) => text;

function stripToAscii(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII starts at the control characters.
  return text.normalize("NFKD").replace(/[^\x00-\x7f]+/g, "");
}

function stripMarks(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, (mark) => (isCombining(mark) ? "" : mark));
}

const combining = new Map<string, boolean>();

/**
 * Whether Python's `unicodedata.combining` is not 0. JavaScript does not tell a mark's combining class, but normalising
 * sorts neighbouring marks by it: class 0 moves for none, any other moves before U+0301 (230) or after U+0334 (1).
 */
function isCombining(mark: string): boolean {
  let known = combining.get(mark);
  if (known === undefined) {
    known =
      `${mark}\u0334`.normalize("NFD") !== `${mark}\u0334` || `\u0301${mark}`.normalize("NFD") !== `\u0301${mark}`;
    combining.set(mark, known);
  }
  return known;
}
