/** @file Labels and lengths of one side of a comparison, counted while its rows pass. */
import { createLengthHistogram, measureText } from "../../data/index.ts";
import type { DataDiff } from "./data-diff.ts";

/** Counts rows. */
export interface SideProfile {
  readonly rows: number;
  readonly labels: ReadonlyMap<string | null, number>;
  add(text: Uint8Array | undefined, label: string | null): void;
  lengths(): {
    characters: ReturnType<ReturnType<typeof createLengthHistogram>["summary"]>;
    words: ReturnType<ReturnType<typeof createLengthHistogram>["summary"]>;
  };
}

const NOTHING = new Uint8Array(0);
const SHOWN_LABELS = 100;

/** Starts with no rows. */
export function createSideProfile(): SideProfile {
  const labels = new Map<string | null, number>();
  const characters = createLengthHistogram();
  const words = createLengthHistogram();
  const measures = { characters: 0, words: 0, asciiLetters: 0, isAscii: true };
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    labels,
    add(text = NOTHING, label) {
      rows++;
      labels.set(label, (labels.get(label) ?? 0) + 1);
      measureText(text, measures);
      characters.add(measures.characters);
      words.add(measures.words);
    },
    lengths: () => ({ characters: characters.summary(), words: words.summary() }),
  };
}

/** Both sides beside each other. */
export function compareProfiles(before: SideProfile, after: SideProfile): DataDiff["profile"] {
  const share = (side: SideProfile, label: string | null) => (side.labels.get(label) ?? 0) / Math.max(1, side.rows);
  const lengths = { before: before.lengths(), after: after.lengths() };
  return {
    labels: [...new Set([...before.labels.keys(), ...after.labels.keys()])]
      .map((label) => ({
        label,
        rows: { before: before.labels.get(label) ?? 0, after: after.labels.get(label) ?? 0 },
        share: { before: share(before, label), after: share(after, label) },
      }))
      .sort(
        (left, right) =>
          Math.abs(right.share.after - right.share.before) - Math.abs(left.share.after - left.share.before) ||
          right.rows.after - left.rows.after ||
          ((left.label ?? "") < (right.label ?? "") ? -1 : 1),
      )
      .slice(0, SHOWN_LABELS),
    characters: { before: lengths.before.characters, after: lengths.after.characters },
    words: { before: lengths.before.words, after: lengths.after.words },
  };
}
