/** @file Labels that are probably slips of others. */
import { findLabelTypos } from "../../data/index.ts";
import { countLabelSets } from "../../labels/index.ts";
import { defineDetector } from "../detector.ts";
import { excerptOf } from "../excerpt.ts";
import { isLabelled, labelsOfRows } from "../labelling.ts";
import { amount, counted, rowsWord } from "../words.ts";
import { labelTyposConfig } from "./label-typos.config.ts";

const SHOWN = 10;

/** "postive" beside "positive". */
export const labelTypos = defineDetector({
  title: "Label typos",
  drops: [],
  settings: labelTyposConfig,
  detect({ dataset }) {
    if (!isLabelled(dataset)) return { omitted: "The file has no label column." };
    const { names } = dataset.labels;
    const { offsets, ids } = labelsOfRows(dataset.labels);
    const rows = countLabelSets({ offsets, ids }, names.length);
    const typos = findLabelTypos(new Map(names.map((name, id) => [name, rows[id]!])));
    if (typos.length === 0) return { findings: [] };
    const count = typos.reduce((sum, typo) => sum + typo.count, 0);
    return {
      findings: [
        {
          code: "label-typos",
          detector: "label-typos",
          severity: "warning",
          title: `${amount(typos.length, "label looks", "labels look")} like a slip of another (${rowsWord(count)})`,
          meaning: "Each spelling counts as a label of its own, so its rows are lost to the label that was meant.",
          confidence: "likely",
          basis: "The labels differ in case or spaces only, or by one letter where one is twenty times as frequent.",
          count,
          share: count / dataset.rows,
          figures: Object.fromEntries(
            typos
              .slice(0, SHOWN)
              .map((typo) => [`${JSON.stringify(typo.label)} for ${JSON.stringify(typo.meant)}`, counted(typo.count)]),
          ),
          examples: typos.slice(0, SHOWN).map((typo) => {
            const at = ids.indexOf(names.indexOf(typo.label));
            const row = offsets.findIndex((start) => start > at) - 1;
            return {
              rows: [row + 1],
              excerpt: excerptOf(dataset.texts, row),
              note: `${JSON.stringify(typo.label)}, perhaps ${JSON.stringify(typo.meant)}`,
            };
          }),
          advice: "Write one spelling throughout: correct the source, or list the rows in a relabel file.",
          command: null,
          droppable: new Uint32Array(0),
        },
      ],
    };
  },
});
