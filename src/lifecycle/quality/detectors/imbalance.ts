/** @file Labels that have many more rows than others, or hardly any. */
import { cleanCommand } from "../clean-command.ts";
import { defineDetector } from "../detector.ts";
import type { Finding } from "../finding.ts";
import { amount, counted, rowsWord, shareWord } from "../words.ts";
import { imbalanceConfig } from "./imbalance.config.ts";

const SHOWN = 10;

/** Uneven and rare labels. */
export const imbalance = defineDetector({
  title: "Class imbalance",
  drops: ["rare-labels"],
  settings: imbalanceConfig,
  detect(data, { ratio, leastRows }) {
    const { labels, labelColumn } = data.dataset;
    if (labelColumn === null) return { omitted: "The file has no label column." };
    const counts = new Uint32Array(labels.names.length);
    for (const id of labels.ids) if (id >= 0) counts[id]!++;
    const sorted = labels.names
      .map((label, id) => ({ label, id, rows: counts[id]! }))
      .sort((left, right) => right.rows - left.rows || left.id - right.id);
    const [most] = sorted;
    const least = sorted.at(-1);
    if (most === undefined || least === undefined || sorted.length < 2) return { findings: [] };
    const labelled = sorted.reduce((sum, { rows }) => sum + rows, 0);
    const findings: Finding[] = [];
    if (most.rows > ratio * least.rows)
      findings.push({
        code: "class-imbalance",
        detector: "imbalance",
        severity: most.rows > 10 * least.rows ? "warning" : "note",
        title: `"${most.label}" has ${counted(Math.round(most.rows / least.rows))} times as many rows as "${least.label}" (${rowsWord(least.rows)})`,
        meaning:
          "Accuracy counts frequent labels more, so a model may do well by it while it hardly ever gives a rare one.",
        confidence: "certain",
        basis: "Rows were counted.",
        count: least.rows,
        share: least.rows / data.dataset.rows,
        figures: {
          ...Object.fromEntries(sorted.slice(0, SHOWN).map(({ label, rows }) => [label, counted(rows)])),
          "accuracy of always giving the most frequent": shareWord(most.rows / labelled),
        },
        examples: [],
        advice: "Judge by macro F1 or by label, and weigh the labels evenly in training.",
        command: `lexops train ${data.fileWord}${data.columnFlags} --set training.classWeights=balanced`,
        droppable: new Uint32Array(0),
      });
    const rare = sorted.filter(({ rows }) => rows < leastRows);
    if (rare.length > 0) {
      const rareIds = new Set(rare.map(({ id }) => id));
      const rows = Uint32Array.from([...labels.ids.keys()].filter((row) => rareIds.has(labels.ids[row]!)));
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
        advice: "Collect more of them, join them with a related label, or leave them out.",
        command: cleanCommand(data, "--drop rare-labels"),
        droppable: rows,
      });
    }
    return { findings };
  },
});
