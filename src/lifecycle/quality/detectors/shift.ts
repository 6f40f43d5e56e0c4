/** @file Parts that differ: by a classifier two-sample test (Lopez-Paz & Oquab 2017), and by label shares. */
import { createRandom } from "../../../foundation/index.ts";
import { labelSetAt } from "../../labels/index.ts";
import { selectTexts } from "../../text/index.ts";
import { crossValidate } from "../confident-learning/cross-validate.ts";
import { defineDetector } from "../detector.ts";
import type { ExaminedData } from "../examined-data.ts";
import type { Finding } from "../finding.ts";
import { labelsOfRows, singleSets } from "../labelling.ts";
import { rankedArea } from "../shift/ranked-area.ts";
import { tellingTokens } from "../tokens/telling-tokens.ts";
import { tokenCounts } from "../tokens/token-counts.ts";
import { counted, shareWord } from "../words.ts";
import { duplicatesConfig } from "./duplicates.config.ts";
import { shiftConfig } from "./shift.config.ts";

const LEAST_TEXTS = 50;
const SHOWN_TOKENS = 8;

/** Two parts that are compared. */
interface PartPair {
  readonly kind: "split" | "time";
  readonly names: readonly [string, string];
  readonly rows: readonly [Uint32Array, Uint32Array];
}

/** Differences between parts of a split, and between earlier and later rows. */
export const shift = defineDetector({
  title: "Shift",
  drops: [],
  settings: shiftConfig,
  async detect(data, settings) {
    const pairs = [...splitPairs(data), ...timePairs(data)].filter(({ rows }) =>
      rows.every(({ length }) => length >= LEAST_TEXTS),
    );
    if (pairs.length === 0)
      return {
        omitted:
          data.isSplit || data.times !== null
            ? `No two parts have ${LEAST_TEXTS} rows.`
            : "There is no split or time column; name one with --split-column or --time-column.",
      };
    const findings: Finding[] = [];
    for (const pair of pairs) {
      const content = await contentFinding(data, pair, settings.leastArea, settings.mostTexts);
      if (content !== undefined) findings.push(content);
      const labels = labelFinding(data, pair, settings.leastLabelDifference);
      if (labels !== undefined) findings.push(labels);
    }
    return { findings };
  },
});

/** Each part beside the largest. */
function splitPairs({ isSplit, partIds, partNames, dataset }: ExaminedData): PartPair[] {
  if (!isSplit) return [];
  const rows = partNames.map((_, part) =>
    Uint32Array.from({ length: dataset.rows }, (_row, row) => row).filter((row) => partIds[row] === part),
  );
  const largest = rows.reduce((best, own, part) => (own.length > rows[best]!.length ? part : best), 0);
  return partNames.flatMap((name, part) =>
    part === largest
      ? []
      : [
          {
            kind: "split" as const,
            names: [partNames[largest]!, name] as const,
            rows: [rows[largest]!, rows[part]!] as const,
          },
        ],
  );
}

/** The earlier half beside the later. */
function timePairs({ times }: ExaminedData): PartPair[] {
  if (times === null) return [];
  const known = Uint32Array.from(times.keys()).filter((row) => !Number.isNaN(times[row]!));
  known.sort((left, right) => times[left]! - times[right]! || left - right);
  const half = known.length >> 1;
  return [
    {
      kind: "time",
      names: ["the earlier half", "the later half"],
      rows: [known.subarray(0, half).toSorted(), known.subarray(half).toSorted()],
    },
  ];
}

async function contentFinding(
  data: ExaminedData,
  { kind, names, rows }: PartPair,
  leastArea: number,
  mostTexts: number,
): Promise<Finding | undefined> {
  const random = createRandom(data.seed).split("quality/shift");
  const sampled = rows.map((own) =>
    own.length <= mostTexts
      ? own
      : Uint32Array.from(random.permutation(own.length).subarray(0, mostTexts), (at) => own[at]!).sort(),
  );
  const all = Uint32Array.from(sampled.flatMap((own) => [...own]));
  const labelIds = Int32Array.from(all, (_, at) => (at < sampled[0]!.length ? 0 : 1));
  const texts = selectTexts(data.dataset.texts, all);
  const { group } = await data.nearDuplicates(duplicatesConfig.parse({}));
  // Copies on both sides would be told apart by nothing; each group is in one fold, so none is learnt by heart.
  const groups = Int32Array.from(all, (row) => (group[row]! < 0 ? row : group[row]!));
  const probabilities = await crossValidate(
    { labels: [...names], texts, labelIds, groups },
    { recipe: "logistic-regression-unigrams", folds: 5 },
    data,
  );
  const scores = Float64Array.from(labelIds, (_, at) => probabilities[at * 2 + 1]!);
  const { area, low, high } = rankedArea(scores, Uint8Array.from(labelIds));
  if (low < leastArea) return undefined;
  const counts = await tokenCounts(texts, { groups: singleSets(labelIds), count: 2 }, 5, data);
  const telling = tellingTokens(counts, 0, 1, SHOWN_TOKENS);
  const tokensOf = (part: 0 | 1) =>
    telling
      .filter(({ score }) => (part === 0 ? score > 0 : score < 0))
      .map(({ token }) => token)
      .join(", ") || "none that stand out";
  const smaller = rows[1].length;
  return {
    code: kind === "split" ? "split-shift" : "time-shift",
    detector: "shift",
    severity: low >= 0.7 ? "warning" : "note",
    title: `A model tells ${names[0]} from ${names[1]} by their texts (ROC AUC ${area.toFixed(3)})`,
    meaning:
      kind === "split"
        ? "The parts are not drawn from the same source, so the test measures how the model carries over, and not how well it does at home."
        : "The texts change with time, so figures on old texts promise too much for new ones.",
    confidence: "certain",
    basis: `Classifier two-sample test by 5-fold cross-validation on ${counted(all.length)} texts: 95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}, where 0.5 is chance.`,
    count: smaller,
    share: smaller / data.dataset.rows,
    figures: {
      [`words of ${names[0]}`]: tokensOf(0),
      [`words of ${names[1]}`]: tokensOf(1),
    },
    examples: [],
    advice:
      kind === "split"
        ? "If the difference is not wanted, split anew: lexops data split divides at random, by group or by time."
        : "Test on the latest rows (--split-method time), and train again as texts change.",
    command:
      kind === "split"
        ? `lexops data split ${data.fileWord}${data.columnFlags}`
        : `lexops data split ${data.fileWord}${data.columnFlags} --split-method time --split-column COLUMN`,
    droppable: new Uint32Array(0),
  };
}

function labelFinding(
  { dataset, fileWord, columnFlags }: ExaminedData,
  { kind, names, rows }: PartPair,
  least: number,
): Finding | undefined {
  const { names: labels, sets } = dataset.labels;
  const ofRows = labelsOfRows(dataset.labels);
  if (labels.length < 2) return undefined;
  const shares = rows.map((own) => {
    const counts = new Float64Array(labels.length);
    for (const row of own) for (const id of labelSetAt(ofRows, row)) counts[id]!++;
    const sum = sets === undefined ? counts.reduce((total, count) => total + count, 0) : own.length;
    return { sum, shares: counts.map((count) => count / Math.max(1, sum)) };
  });
  const [one, other] = shares as [(typeof shares)[0], (typeof shares)[0]];
  // Bonferroni over the labels, by the normal quantile's usual approximation from above.
  const z = Math.sqrt(2 * Math.log((2 * labels.length) / 0.05));
  const changes = labels
    .map((label, id) => {
      const [before, after] = [one.shares[id]!, other.shares[id]!];
      const half = z * Math.sqrt((before * (1 - before)) / one.sum + (after * (1 - after)) / other.sum);
      return { label, before, after, difference: after - before, half };
    })
    .filter(({ difference, half }) => Math.abs(difference) >= least && Math.abs(difference) > half)
    .sort((left, right) => Math.abs(right.difference) - Math.abs(left.difference));
  if (changes.length === 0) return undefined;
  const distance =
    sets === undefined
      ? one.shares.reduce((sum, share, id) => sum + Math.abs(share - other.shares[id]!), 0) / 2
      : Math.abs(changes[0]!.difference);
  return {
    code: kind === "split" ? "split-label-shift" : "time-label-shift",
    detector: "shift",
    severity: distance >= 0.1 ? "warning" : "note",
    title: `Labels have other shares in ${names[1]} than in ${names[0]}`,
    meaning:
      "A model expects labels as often as it saw them in training; where they are rarer or more frequent its probabilities are off.",
    confidence: "certain",
    basis: "The differences' 95 % intervals, corrected for the number of labels, do not hold 0.",
    count: rows[1].length,
    share: rows[1].length / dataset.rows,
    figures: {
      ...Object.fromEntries(
        changes
          .slice(0, 8)
          .map(({ label, before, after, half }) => [
            label,
            `${shareWord(before)} → ${shareWord(after)} (± ${shareWord(half)})`,
          ]),
      ),
      ...(sets === undefined ? { "rows whose label would have to change (total variation)": shareWord(distance) } : {}),
    },
    examples: [],
    advice: "Split with equal shares (stratified), or weigh and calibrate for the shares the model will meet.",
    command: `lexops data split ${fileWord}${columnFlags}`,
    droppable: new Uint32Array(0),
  };
}
