/** @file A few rows of each label, chosen by their seeded hash: the same for the same seed, whatever the order. */
import type { ExampleRow } from "./inspection.ts";

/** Chooses while rows pass. */
export interface Examples {
  /** `label` -1: none. */
  offer(label: number, hash: number, row: number, text: Uint8Array): void;
  of(label: number): ExampleRow[];
}

const EACH = 3;
const LABELS = 1000;
const LONGEST_BYTES = 1200;
const LONGEST_CHARACTERS = 300;

/** Starts choosing. */
export function createExamples(): Examples {
  const chosen = new Map<number, { hash: number; row: number; text: Buffer }[]>();
  return {
    offer(label, hash, row, text) {
      let list = chosen.get(label);
      if (list === undefined) {
        if (chosen.size === LABELS) return;
        list = [];
        chosen.set(label, list);
      }
      if (list.length === EACH && hash >= list[EACH - 1]!.hash) return;
      if (list.some((example) => example.hash === hash)) return; // the same text again
      list.push({ hash, row, text: Buffer.from(text.subarray(0, LONGEST_BYTES)) });
      list.sort((left, right) => left.hash - right.hash);
      if (list.length > EACH) list.pop();
    },
    of: (label) => (chosen.get(label) ?? []).map(({ row, text }) => ({ row, text: shortened(text) })),
  };
}

function shortened(text: Buffer): string {
  const characters = [...new TextDecoder().decode(text, { stream: true })]; // without a half character at the end
  const isCut = text.length === LONGEST_BYTES || characters.length > LONGEST_CHARACTERS;
  return characters.slice(0, LONGEST_CHARACTERS).join("") + (isCut ? "…" : "");
}
