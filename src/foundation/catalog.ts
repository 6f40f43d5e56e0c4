/** @file One catalogue pattern: an explicit table of variants by name. */
import { LexopsError } from "./errors.ts";
import { knownNames } from "./nearest.ts";

/** A name that a catalogue does not list. */
export class UnknownEntryError extends LexopsError {
  readonly code = "foundation/unknown-entry";
  readonly kind = "not-found";
  constructor(noun: string, name: string, known: readonly string[]) {
    super(`No ${noun} is named "${name}".`, knownNames(name, known));
  }
}

/** A fixed table of variants, in the order they were listed. */
export interface Catalog<Entry> {
  /** What an entry is called in messages, for example "model". */
  readonly noun: string;
  readonly names: readonly string[];
  readonly entries: readonly (readonly [name: string, entry: Entry])[];
  /** @throws UnknownEntryError when absent, with the nearest known name. */
  get(name: string): Entry;
  find(name: string): Entry | undefined;
}

/** Makes a catalogue from an object literal: adding a variant is one line there. */
export function createCatalog<Entry>(noun: string, table: Readonly<Record<string, Entry>>): Catalog<Entry> {
  const entries = Object.entries(table);
  const byName = new Map(entries);
  const names = entries.map(([name]) => name);
  return {
    noun,
    names,
    entries,
    find: (name) => byName.get(name),
    get(name) {
      const entry = byName.get(name);
      if (entry === undefined) throw new UnknownEntryError(noun, name, names);
      return entry;
    },
  };
}
