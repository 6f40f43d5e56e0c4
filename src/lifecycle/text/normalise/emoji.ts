import { createRequire } from "node:module";
import type { z } from "zod";
import type { emojiConfig } from "./emoji.config.ts";
import { type Normaliser, replaceMatches } from "./normaliser.ts";

/**
 * One emoji as a reader sees it: a flag, a keycap, or pictures joined by zero-width joiners, with their variation selectors,
 * skin tones and tags. Signs that are text by default (©, ™, ↔, digits) count only with the selector that makes them pictures;
 * the hearts, hands and weather among them count always, because people type them without it.
 */
const picture = /(?:[\p{Emoji_Presentation}[\p{Emoji}&&[\u2600-\u27bf]]]\ufe0f?|\p{Extended_Pictographic}\ufe0f)/v
  .source;
const element = `${picture}(?:\\p{Emoji_Modifier}|\\u20e3)?(?:[\\u{e0020}-\\u{e007e}]+\\u{e007f})?`;
const emojiPattern = new RegExp(
  `\\p{RI}\\p{RI}|[0-9#*]\\ufe0f?\\u20e3|${element}(?:\\u200d(?:${element}|\\p{Extended_Pictographic}))*`,
  "gv",
);
const sign = /[\u00a9-\u3299\ud83c-\ud83e]/;

/** Takes emoji out or names them. */
export function emoji({ as }: z.output<typeof emojiConfig>): Normaliser {
  if (as === "kept") return (text) => text;
  const replacement = as === "removed" ? () => "" : nameOf;
  return (text, edits) => (sign.test(text) ? replaceMatches(text, emojiPattern, replacement, edits) : text);
}

let names: ReadonlyMap<string, string> | undefined;

/** The name, or the names of the parts; what has none stays. */
function nameOf(found: string): string {
  names ??= readNames();
  const plain = found.replace(/[\ufe0f\u{1f3fb}-\u{1f3ff}]/gu, "");
  const known = names.get(plain);
  if (known !== undefined) return known;
  const parts = plain.split("\u200d");
  if (parts.length === 1) return found;
  return parts.map((part) => names!.get(part) ?? part).join("");
}

function readNames(): ReadonlyMap<string, string> {
  const require = createRequire(import.meta.url);
  const table = require("unicode-emoji-json") as Readonly<Record<string, { slug: string }>>;
  return new Map(
    Object.entries(table).map(([character, { slug }]) => [character.replaceAll("\ufe0f", ""), `:${slug}:`]),
  );
}
