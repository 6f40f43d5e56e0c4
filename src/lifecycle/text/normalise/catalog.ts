/** @file The normalisers by type. */
import { createCatalog } from "../../../foundation/index.ts";
import { accents } from "./accents.ts";
import { emoji } from "./emoji.ts";
import { html } from "./html.ts";
import { lowerCase } from "./lower-case.ts";
import { mails } from "./mails.ts";
import type { NormaliserConfig } from "./normaliser.config.ts";
import type { Normaliser } from "./normaliser.ts";
import { numbers } from "./numbers.ts";
import { repeatedLetters } from "./repeated-letters.ts";
import { unicode } from "./unicode.ts";
import { urls } from "./urls.ts";
import { userNames } from "./user-names.ts";

type Type = NormaliserConfig["type"];
type Makers = { readonly [Name in Type]: (config: Extract<NormaliserConfig, { readonly type: Name }>) => Normaliser };

const makers: Makers = {
  "unicode/v1": unicode,
  "html/v1": html,
  "urls/v1": urls,
  "mails/v1": mails,
  "user-names/v1": userNames,
  "numbers/v1": numbers,
  "emoji/v1": emoji,
  "repeated-letters/v1": repeatedLetters,
  "lower-case/v1": lowerCase,
  "accents/v1": accents,
};

/** Every normaliser, made from its settings. */
export const normalisers = createCatalog("normaliser", makers as Readonly<Record<Type, (config: never) => Normaliser>>);
