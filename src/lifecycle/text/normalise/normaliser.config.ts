/** @file Settings of the normalisers of a text pipeline: a list, applied in order. */
import { z } from "zod";
import { accentsConfig } from "./accents.config.ts";
import { emojiConfig } from "./emoji.config.ts";
import { htmlConfig } from "./html.config.ts";
import { lowerCaseConfig } from "./lower-case.config.ts";
import { mailsConfig } from "./mails.config.ts";
import { numbersConfig } from "./numbers.config.ts";
import { repeatedLettersConfig } from "./repeated-letters.config.ts";
import { unicodeConfig } from "./unicode.config.ts";
import { urlsConfig } from "./urls.config.ts";
import { userNamesConfig } from "./user-names.config.ts";

/** One normaliser, chosen by `type`. */
export const normaliserConfig = z.discriminatedUnion("type", [
  unicodeConfig,
  htmlConfig,
  urlsConfig,
  mailsConfig,
  userNamesConfig,
  numbersConfig,
  emojiConfig,
  repeatedLettersConfig,
  lowerCaseConfig,
  accentsConfig,
]);

/** The field `normalise` of every text pipeline: what happens to a text before anything else does. */
export const normaliseField = z.array(normaliserConfig).max(100).default([]);

/** Settings of one normaliser with every default written out. */
export type NormaliserConfig = z.output<typeof normaliserConfig>;
