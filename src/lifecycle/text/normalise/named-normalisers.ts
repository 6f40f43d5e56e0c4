/** @file Normalisers as a user writes them in one word: `html,lower-case,urls`. */
import { createCatalog } from "../../../foundation/index.ts";
import { type NormaliserConfig, normaliserConfig } from "./normaliser.config.ts";

/** Every type by its name without the version, with its default settings. */
const defaults = createCatalog<NormaliserConfig>(
  "normaliser",
  Object.fromEntries(
    normaliserConfig.options.map((option) => {
      const config = option.parse({ type: option.shape.type.value });
      return [config.type.replace(/\/v\d+$/, ""), config];
    }),
  ),
);

/** The names. */
export const normaliserNames = defaults.names;

/** The named normalisers with their default settings, in the order given. @throws UnknownEntryError */
export function namedNormalisers(names: string): NormaliserConfig[] {
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .map((name) => defaults.get(name));
}
