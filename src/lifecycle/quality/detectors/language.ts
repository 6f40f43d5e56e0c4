/** @file Texts in a language that the data set otherwise hardly holds. */
import { CancelledError } from "../../../foundation/index.ts";
import { openLanguageIdentifier, textAt } from "../../text/index.ts";
import { cleanCommand } from "../clean-command.ts";
import { defineDetector } from "../detector.ts";
import { excerptOf } from "../excerpt.ts";
import { rowsWord, shareWord } from "../words.ts";
import { languageConfig } from "./language.config.ts";

const SHOWN = 5;
const SHOWN_LANGUAGES = 8;

const names = new Intl.DisplayNames("en", { type: "language" });

/** What tells a language is said by then. */
const READ_CHARACTERS = 300;

const unsure = { language: "und", isReliable: false };

/** Stray languages. */
export const language = defineDetector({
  title: "Wrong language",
  drops: ["wrong-language"],
  settings: languageConfig,
  async detect(data, { languages, leastShare, leastCharacters }) {
    const { dataset, progress, signal } = data;
    const identify = await openLanguageIdentifier();
    const found: (string | null)[] = [];
    const counts = new Map<string, number>();
    let sure = 0;
    for (let row = 0; row < dataset.rows; row++) {
      if (row % 1000 === 0) {
        if (signal?.aborted) throw new CancelledError("The check");
        progress({ task: "Telling languages", done: row, total: dataset.rows, unit: "texts" });
        await new Promise(setImmediate);
      }
      const text = textAt(dataset.texts, row);
      const { language: own, isReliable } =
        text.length < leastCharacters ? unsure : identify(text.slice(0, READ_CHARACTERS));
      found.push(isReliable ? own : null);
      if (!isReliable) continue;
      counts.set(own, (counts.get(own) ?? 0) + 1);
      sure++;
    }
    if (sure === 0) return { omitted: "No text is long enough to tell its language." };
    const sorted = [...counts].sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1));
    const expected = new Set(
      languages.length > 0 ? languages : sorted.filter(([, count]) => count / sure >= leastShare).map(([own]) => own),
    );
    const rows = Uint32Array.from(found.keys()).filter((row) => found[row] !== null && !expected.has(found[row]!));
    if (rows.length === 0) return { findings: [] };
    const share = rows.length / dataset.rows;
    return {
      findings: [
        {
          code: "wrong-language",
          detector: "language",
          severity: share >= 0.01 ? "warning" : "note",
          title: `${rowsWord(rows.length)} may be in another language than ${[...expected].map((own) => names.of(own)).join(", ")}`,
          meaning: "To a model of words a text in another language is all strangers, and it can only guess.",
          confidence: "possible",
          basis:
            "Languages are told by n-grams; short texts, names and slang mislead, and texts too short to tell are left out.",
          count: rows.length,
          share,
          figures: Object.fromEntries(
            sorted.slice(0, SHOWN_LANGUAGES).map(([own, count]) => [names.of(own) ?? own, shareWord(count / sure)]),
          ),
          examples: Array.from(rows.subarray(0, SHOWN), (row) => ({
            rows: [row + 1],
            excerpt: excerptOf(dataset.texts, row),
            note: names.of(found[row]!) ?? found[row]!,
          })),
          advice:
            "Look at them; leave out those that do not belong, or name what does with --set language.languages=[en,de].",
          command: cleanCommand(data, "--drop wrong-language"),
          droppable: rows,
        },
      ],
    };
  },
});
