/** @file Characters that something on the way has damaged, and markup that was left in. */
import { textAt } from "../../text/index.ts";
import { cleanCommand } from "../clean-command.ts";
import { defineDetector } from "../detector.ts";
import { type Damage, damages } from "../encoding/damages.ts";
import type { ExaminedData } from "../examined-data.ts";
import { excerpt } from "../excerpt.ts";
import type { Finding } from "../finding.ts";
import { counted, rowsWord } from "../words.ts";
import { encodingConfig } from "./encoding.config.ts";

interface Found {
  readonly rows: number[];
  matches: number;
}

/** Mojibake, lost characters, entities, tags, escapes, control characters. */
export const encoding = defineDetector({
  title: "Encoding damage and markup",
  drops: damages.map(({ code }) => code),
  settings: encodingConfig,
  detect(data, { examples }) {
    const { dataset } = data;
    const found = damages.map((): Found => ({ rows: [], matches: 0 }));
    for (let row = 0; row < dataset.rows; row++) {
      const text = textAt(dataset.texts, row);
      for (const [kind, { pattern, hint }] of damages.entries()) {
        if (!hint(text)) continue;
        const matches = text.match(pattern)?.length ?? 0;
        if (matches === 0) continue;
        found[kind]!.rows.push(row);
        found[kind]!.matches += matches;
      }
    }
    return {
      findings: damages.flatMap((damage, kind) =>
        found[kind]!.rows.length === 0 ? [] : [findingOf(data, damage, found[kind]!, examples)],
      ),
    };
  },
});

function findingOf(data: ExaminedData, damage: Damage, { rows, matches }: Found, shown: number): Finding {
  const { texts } = data.dataset;
  const share = rows.length / data.dataset.rows;
  return {
    code: damage.code,
    detector: "encoding",
    severity: damage.isHarmful && share >= 0.001 ? "warning" : "note",
    title: `${rowsWord(rows.length)} ${rows.length === 1 ? "holds" : "hold"} ${damage.what}`,
    meaning: damage.meaning,
    confidence: damage.confidence,
    basis: damage.basis,
    count: rows.length,
    share,
    figures: { occurrences: counted(matches) },
    examples: rows.slice(0, shown).map((row) => {
      const text = textAt(texts, row);
      const at = text.search(damage.pattern);
      return { rows: [row + 1], excerpt: excerpt(text, at), note: visible(text.match(damage.pattern)?.[0] ?? "") };
    }),
    advice: damage.advice,
    command: damage.repair === undefined ? null : cleanCommand(data, `--repair ${damage.code}`),
    droppable: Uint32Array.from(rows),
  };
}

/** Characters that cannot be seen, as their code points. */
function visible(match: string): string {
  return match.replace(
    /[\p{Control}\u00ad\ufffd]/gu,
    (character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
