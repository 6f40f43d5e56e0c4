/** @file Labels that have many more rows than others, or hardly any. */
import { countLabelSets, labelSetAt } from "../../labels/index.ts";
import { cleanCommand } from "../clean-command.ts";
import { defineDetector } from "../detector.ts";
import type { Finding } from "../finding.ts";
import { countAnswered, isLabelled, labelsOfRows } from "../labelling.ts";
import { amount, counted, rowsWord, shareWord } from "../words.ts";
import { imbalanceConfig } from "./imbalance.config.ts";

const SHOWN = 10;

/** Uneven and rare labels. */
export const imbalance = defineDetector({
  title: "Class imbalance",
  drops: ["rare-labels"],
  settings: imbalanceConfig,
  detect(data, { ratio, leastRows }) {
    const { labels } = data.dataset;
    if (!isLabelled(data.dataset)) return { omitted: "The file has no label column." };
    const ofRows = labelsOfRows(labels);
    const counts = countLabelSets(ofRows, labels.names.length);
    const sorted = labels.names
      .map((label, id) => ({ label, id, rows: counts[id]! }))
      .sort((left, right) => right.rows - left.rows || left.id - right.id);
    const [most] = sorted;
    const least = sorted.at(-1);
    if (most === undefined || least === undefined || sorted.length < 2) return { findings: [] };
    const answered = countAnswered(labels);
    const findings: Finding[] = [];
    if (most.rows > ratio * least.rows)
      findings.push({
        code: "class-imbalance",
        detector: "imbalance",
        severity: most.rows > 10 * least.rows ? "warning" : "note",
        title: `"${most.label}" has ${counted(Math.round(most.rows / least.rows))} times as many rows as "${least.label}" (${rowsWord(least.rows)})`,
        meaning:
          labels.sets === undefined
            ? "Accuracy counts frequent labels more, so a model may do well by it while it hardly ever gives a rare one."
            : "Figures over all labels count frequent ones more, so a model may do well by them while it hardly ever gives a rare one.",
        confidence: "certain",
        basis: "Rows were counted.",
        count: least.rows,
        share: least.rows / data.dataset.rows,
        figures: {
          ...Object.fromEntries(sorted.slice(0, SHOWN).map(({ label, rows }) => [label, counted(rows)])),
          ...(labels.sets === undefined
            ? { "accuracy of always giving the most frequent": shareWord(most.rows / answered) }
            : { "accuracy of never giving the rarest, for that label": shareWord(1 - least.rows / answered) }),
        },
        examples: [],
        advice: "Judge by macro F1 or by label, and weigh the labels evenly in training.",
        command: `lexops train ${data.fileWord}${data.columnFlags} --set training.classWeights=balanced`,
        droppable: new Uint32Array(0),
      });
    const rare = sorted.filter(({ rows }) => rows < leastRows);
    if (rare.length > 0) {
      const rareIds = new Set(rare.map(({ id }) => id));
      const rows = Uint32Array.from(
        [...labels.ids.keys()].filter((row) => labelSetAt(ofRows, row).some((id) => rareIds.has(id))),
      );
      findings.push({
        code: "rare-labels",
        detector: "imbalance",
        severity: "warning",
        title: `${amount(rare.length, "label has", "labels have")} fewer than ${leastRows} rows`,
        meaning: "So few examples teach little, and figures for these labels have wide intervals or cannot be given.",
        confidence: "certain",
        basis: "Rows were counted.",
        count: rows.length,
        share: rows.length / data.dataset.rows,
        figures: Object.fromEntries(rare.slice(0, SHOWN).map(({ label, rows: own }) => [label, counted(own)])),
        examples: [],
        advice:
          labels.sets === undefined
            ? "Collect more of them, join them with a related label, or leave them out."
            : "Collect more of them, join them with a related label, or leave the label out; without its rows their other labels are lost too.",
        command: cleanCommand(data, "--drop rare-labels"),
        droppable: rows,
      });
    }
    return { findings };
  },
});
