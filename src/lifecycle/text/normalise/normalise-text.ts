/** @file A list of normalisers, applied. */

import { composeEdits, type Edits } from "./alignment.ts";
import { normalisers } from "./catalog.ts";
import type { NormaliserConfig } from "./normaliser.config.ts";
import type { Normaliser } from "./normaliser.ts";

/** A normalised text and where its parts came from: see `originalRange`. */
export interface NormalisedText {
  readonly text: string;
  readonly edits: Edits;
}

/** The text after every step. Lone surrogates become U+FFFD first, one for one. */
export function createNormaliser(list: readonly NormaliserConfig[]): (text: string) => string {
  const steps = list.map(stepOf);
  return (text) => {
    let current = text.toWellFormed();
    for (const step of steps) current = step(current, null);
    return current;
  };
}

/** The same text, with its alignment to the original. */
export function normaliseText(text: string, list: readonly NormaliserConfig[]): NormalisedText {
  let current = text.toWellFormed();
  let edits: Edits = [];
  for (const config of list) {
    const made: number[] = [];
    current = stepOf(config)(current, made);
    edits = composeEdits(edits, made);
  }
  return { text: current, edits };
}

function stepOf(config: NormaliserConfig): Normaliser {
  return normalisers.get(config.type)(config as never);
}
