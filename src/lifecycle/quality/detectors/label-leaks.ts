/** @file Tokens that alone predict a label almost perfectly: traces of how the data were made, more often than meaning. */
import { labelSetAt } from "../../labels/index.ts";
import { textAt } from "../../text/index.ts";
import { defineDetector } from "../detector.ts";
import { excerpt } from "../excerpt.ts";
import { isLabelled, labelsOfRows } from "../labelling.ts";
import { tokenCounts } from "../tokens/token-counts.ts";
import { wilsonInterval } from "../tokens/wilson.ts";
import { amount, counted, shareWord } from "../words.ts";
import { labelLeaksConfig } from "./label-leaks.config.ts";

const SHOWN = 10;
/** Fewer texts than this never give a lower bound worth a finding. */
const LEAST_TEXTS = 20;

/** Tokens that give a label away. */
export const labelLeaks = defineDetector({
  title: "Label leaks",
  drops: [],
  settings: labelLeaksConfig,
  async detect(data, { leastPrecision, leastCoverage }) {
    const { dataset } = data;
    const { names } = dataset.labels;
    if (!isLabelled(dataset)) return { omitted: "The file has no label column." };
    if (dataset.rows < LEAST_TEXTS * 2 || names.length < 2) return { omitted: "There are too few rows or labels." };
    const ofRows = labelsOfRows(dataset.labels);
    const { tokens, token, counts, sizes, ...all } = await tokenCounts(
      dataset.texts,
      { groups: ofRows, count: names.length, isCounted: (row) => data.answers().ids[row]! >= 0 },
      LEAST_TEXTS,
      data,
    );
    const leaks: {
      token: string;
      label: number;
      hits: number;
      support: number;
      low: number;
      high: number;
      coverage: number;
    }[] = [];
    for (let index = 0; index < tokens; index++) {
      const own = counts.subarray(index * names.length, (index + 1) * names.length);
      const support = all.textsOfToken[index]!;
      for (const [label, hits] of own.entries()) {
        if (hits < leastPrecision * support) continue;
        const coverage = hits / sizes[label]!;
        const [low, high] = wilsonInterval(hits, support);
        // Where nearly everything has the label, nearly every token predicts it.
        if (low < leastPrecision || coverage < leastCoverage || sizes[label]! / all.texts > 0.8) continue;
        leaks.push({ token: token(index), label, hits, support, low, high, coverage });
      }
    }
    if (leaks.length === 0) return { findings: [] };
    leaks.sort((left, right) => right.coverage - left.coverage || (left.token < right.token ? -1 : 1));
    const most = leaks[0]!;
    const rows = leaks.reduce((sum, { support }) => Math.max(sum, support), 0);
    return {
      findings: [
        {
          code: "label-leaks",
          detector: "label-leaks",
          severity: most.coverage >= 0.9 ? "error" : most.coverage >= 0.5 ? "warning" : "note",
          title: `${amount(leaks.length, "token predicts", "tokens predict")} a label almost perfectly`,
          meaning:
            "Where such a token is a trace of how the data were collected, a model learns the trace and fails on texts without it.",
          confidence: most.coverage >= 0.9 ? "likely" : "possible",
          basis: `At least ${shareWord(leastPrecision)} of the texts with the token have the label, by the lower bound of a 95 % Wilson interval, and the token is in at least ${shareWord(leastCoverage)} of the label's texts; a word may also just mean the label.`,
          count: rows,
          share: rows / dataset.rows,
          figures: Object.fromEntries(
            leaks
              .slice(0, SHOWN)
              .map((leak) => [
                `"${leak.token}" → "${names[leak.label]}"`,
                `${shareWord(leak.hits / leak.support)} (${shareWord(leak.low)} to ${shareWord(leak.high)}) of ${counted(leak.support)} texts; in ${shareWord(leak.coverage)} of the label's`,
              ]),
          ),
          examples: leaks
            .slice(0, 3)
            .map((leak) => exampleOf(leak.token, leak.label))
            .filter((one) => one !== undefined),
          advice:
            "Find out how the token came to be there, and take it out of the texts if it will not be there when the model is used.",
          command: null,
          droppable: new Uint32Array(0),
        },
      ],
    };

    function exampleOf(wanted: string, label: number) {
      for (let row = 0; row < dataset.rows; row++) {
        if (!labelSetAt(ofRows, row).includes(label)) continue;
        const text = textAt(dataset.texts, row);
        const at = text.toLowerCase().indexOf(wanted);
        if (at >= 0)
          return { rows: [row + 1], excerpt: excerpt(text, at), note: `"${wanted}", label "${names[label]}"` };
      }
      return undefined;
    }
  },
});
