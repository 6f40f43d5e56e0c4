import type { z } from "zod";
import type { mailsConfig } from "./mails.config.ts";
import { type Normaliser, replaceMatches } from "./normaliser.ts";

/** RFC 5321 allows no longer name before the @, which also bounds the search for its beginning. */
const mail =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.)+[\p{L}\p{N}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]/gu;

/** Replaces mail addresses. */
export function mails({ replaceBy }: z.output<typeof mailsConfig>): Normaliser {
  const replacement = () => replaceBy;
  return (text, edits) => (text.includes("@") ? replaceMatches(text, mail, replacement, edits) : text);
}
