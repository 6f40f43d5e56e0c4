import type { z } from "zod";
import { type Normaliser, replaceMatches } from "./normaliser.ts";
import type { urlsConfig } from "./urls.config.ts";

/** From the scheme to white space, a quotation mark or a bracket, without the punctuation of the sentence around it. */
const url = /(?<![\p{L}\p{N}_])(?:(?:https?|ftp):\/\/|www\.)[^\s<>"“”«»]*[^\s<>"“”«».,:;!?'’)\]}…]/giu;
const sign = /:\/\/|www\./i;

/** Replaces web addresses. */
export function urls({ replaceBy }: z.output<typeof urlsConfig>): Normaliser {
  const replacement = () => replaceBy;
  return (text, edits) => (sign.test(text) ? replaceMatches(text, url, replacement, edits) : text);
}
