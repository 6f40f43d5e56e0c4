/** @file Texts without content, or with next to none. */
import { textAt } from "../../text/index.ts";
import { cleanCommand } from "../clean-command.ts";
import { defineDetector } from "../detector.ts";
import { excerptOf } from "../excerpt.ts";
import { rowsWord } from "../words.ts";
import { nearEmptyConfig } from "./near-empty.config.ts";

const SHOWN = 5;
const contents = /[\p{L}\p{N}]/gu;

/** Empty and near-empty texts. */
export const nearEmpty = defineDetector({
  title: "Near-empty texts",
  drops: ["near-empty-texts"],
  settings: nearEmptyConfig,
  detect(data, { leastCharacters }) {
    const { dataset } = data;
    const { offsets } = dataset.texts;
    const found: number[] = [];
    for (let row = 0; row < dataset.rows; row++) {
      if (offsets[row + 1]! - offsets[row]! > leastCharacters * 64) continue; // long enough, or worth another finding
      if ((textAt(dataset.texts, row).match(contents)?.length ?? 0) < leastCharacters) found.push(row);
    }
    if (found.length === 0) return { findings: [] };
    const share = found.length / dataset.rows;
    return {
      findings: [
        {
          code: "near-empty-texts",
          detector: "near-empty",
          severity: share >= 0.001 ? "warning" : "note",
          title: `${rowsWord(found.length)} ${found.length === 1 ? "has" : "have"} fewer than ${leastCharacters} letters or digits`,
          meaning: "There is hardly anything in these texts that a model could tell a label from.",
          confidence: "certain",
          basis: "Letters and digits of any script were counted.",
          count: found.length,
          share,
          figures: {},
          examples: found.slice(0, SHOWN).map((row) => ({
            rows: [row + 1],
            excerpt: excerptOf(dataset.texts, row),
            note: "",
          })),
          advice: "Leave them out, unless the model will meet such texts and shall answer them.",
          command: cleanCommand(data, "--drop near-empty-texts"),
          droppable: Uint32Array.from(found),
        },
      ],
    };
  },
});
