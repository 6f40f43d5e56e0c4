import type { z } from "zod";
import { type Normaliser, replaceMatches } from "./normaliser.ts";
import type { userNamesConfig } from "./user-names.config.ts";

/** Not within a word, a mail address or a path. */
const userName = /(?<![\p{L}\p{N}_.%+/@-])@[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*/gu;

/** Replaces names of users. */
export function userNames({ replaceBy }: z.output<typeof userNamesConfig>): Normaliser {
  const replacement = () => replaceBy;
  return (text, edits) => (text.includes("@") ? replaceMatches(text, userName, replacement, edits) : text);
}
