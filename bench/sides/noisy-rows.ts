/** @file As many rows as wished from a few real ones: each a copy in which some words come from other rows. */
import type { Random } from "../../src/foundation/index.ts";
import type { LabelledText } from "./fasttext-benchmark.ts";

/** The share of words that are exchanged. */
const NOISE = 0.15;

/** `count` rows, the same for the same stream of random numbers; row `i` is made of row `i` modulo the rows given. */
export function* noisyRows(rows: readonly LabelledText[], count: number, random: Random): Generator<LabelledText> {
  const wordsOf = rows.map(({ text }) => text.split(/\s+/));
  for (let row = 0; row < count; row++) {
    const own = row % rows.length;
    const words = wordsOf[own]!.map((word) => {
      if (random.float() >= NOISE) return word;
      const other = wordsOf[random.integer(rows.length)]!;
      return other[random.integer(other.length)]!;
    });
    yield { label: rows[own]!.label, text: words.join(" ") };
  }
}
