/** @file A hint that texts hold personal data: patterns are counted, and no value is ever shown. */
import { textAt } from "../../text/index.ts";
import { defineDetector } from "../detector.ts";
import { personalPatterns } from "../personal/personal-patterns.ts";
import { rowsWord } from "../words.ts";
import { personalDataConfig } from "./personal-data.config.ts";

/** Mail addresses, telephone numbers, card numbers, account numbers. */
export const personalData = defineDetector({
  title: "Personal data (a hint)",
  drops: ["personal-data"],
  settings: personalDataConfig,
  detect({ dataset }) {
    const rowCounts = new Map<string, number>();
    const found: number[] = [];
    for (let row = 0; row < dataset.rows; row++) {
      const text = textAt(dataset.texts, row);
      let isFound = false;
      for (const { name, hint, occursIn } of personalPatterns) {
        if (!hint.test(text) || !occursIn(text)) continue;
        rowCounts.set(name, (rowCounts.get(name) ?? 0) + 1);
        isFound = true;
      }
      if (isFound) found.push(row);
    }
    if (found.length === 0) return { findings: [] };
    return {
      findings: [
        {
          code: "personal-data",
          detector: "personal-data",
          severity: found.length >= dataset.rows / 1000 ? "warning" : "note",
          title: `${rowsWord(found.length)} may hold personal data`,
          meaning:
            "Whoever keeps, shares or trains on these texts may need a legal ground, and a model may repeat what it saw.",
          confidence: "possible",
          basis:
            "Patterns only: cards pass Luhn's check and accounts IBAN's (modulo 97); names and addresses are not looked for.",
          count: found.length,
          share: found.length / dataset.rows,
          figures: Object.fromEntries(
            personalPatterns
              .filter(({ name }) => rowCounts.has(name))
              .map(({ name }) => [`rows with ${name}`, rowCounts.get(name)!]),
          ),
          examples: found.slice(0, 5).map((row) => ({ rows: [row + 1], excerpt: null, note: "not shown" })),
          advice: "Look at these rows and replace what must not be kept; nothing is shown or changed here.",
          command: null,
          droppable: Uint32Array.from(found),
        },
      ],
    };
  },
});
