/** @file Which languages a file's texts are written in, told from some of them, spread evenly over the file. */
import { openLanguageIdentifier } from "../text/index.ts";

/** One language of a file. */
export interface LanguageShare {
  /** ISO 639-1, or "und" where a text is too short or too unlike any known language to tell. */
  readonly language: string;
  readonly texts: number;
  /** Of the texts looked at. */
  readonly share: number;
}

/** The languages of the texts that were looked at. */
export interface LanguageShares {
  readonly texts: number;
  /** Most frequent first, then by code. */
  readonly shares: readonly LanguageShare[];
}

/** Chooses texts while they pass. */
export interface LanguageSample {
  offer(text: Uint8Array): void;
  identify(): Promise<LanguageShares>;
}

const MOST_TEXTS = 2000;
const LONGEST_BYTES = 2048;

/** Starts choosing: every text, and whenever 2,000 are kept, every second of them and half as often from there on. */
export function createLanguageSample(): LanguageSample {
  let kept: string[] = [];
  let every = 1;
  let passed = 0;
  return {
    offer(text) {
      if (passed++ % every !== 0) return;
      if (kept.length === MOST_TEXTS) {
        kept = kept.filter((_, at) => at % 2 === 0);
        every *= 2;
        if ((passed - 1) % every !== 0) return;
      }
      const { buffer, byteOffset, byteLength } = text;
      kept.push(Buffer.from(buffer, byteOffset, Math.min(byteLength, LONGEST_BYTES)).toString("utf8"));
    },
    async identify() {
      if (kept.length === 0) return { texts: 0, shares: [] };
      const identify = await openLanguageIdentifier();
      const counts = new Map<string, number>();
      for (const text of kept) {
        const { language, isReliable } = identify(text);
        const told = isReliable ? language : "und";
        counts.set(told, (counts.get(told) ?? 0) + 1);
      }
      const texts = kept.length;
      const shares = [...counts]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .map(([language, count]) => ({ language, texts: count, share: count / texts }));
      return { texts, shares };
    },
  };
}
