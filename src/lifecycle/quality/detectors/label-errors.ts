/** @file Labels that models doubt, by confident learning on out-of-fold probabilities: worth as much as the models are. */
import { selectTexts } from "../../text/index.ts";
import { cleanCommand } from "../clean-command.ts";
import { crossValidate } from "../confident-learning/cross-validate.ts";
import { clearDoubt, type DoubtStanding, doubtStanding } from "../confident-learning/doubt-standing.ts";
import { findLabelIssues, type LabelIssues } from "../confident-learning/find-label-issues.ts";
import { defineDetector } from "../detector.ts";
import type { ExaminedData } from "../examined-data.ts";
import { excerptOf } from "../excerpt.ts";
import type { Confidence, LabelSuggestions } from "../finding.ts";
import { isLabelled } from "../labelling.ts";
import { amount, counted, shareWord } from "../words.ts";
import { duplicatesConfig } from "./duplicates.config.ts";
import { labelErrorsConfig } from "./label-errors.config.ts";
import { findLabelSetErrors } from "./label-set-errors.ts";

const SHOWN = 10;
const SHOWN_PAIRS = 5;

/** Wrong labels, with the likelier one. */
export const labelErrors = defineDetector({
  title: "Label errors",
  drops: ["label-errors"],
  settings: labelErrorsConfig,
  async detect(data, settings) {
    const { recipe, folds, rank, leastRows } = settings;
    const { dataset } = data;
    if (!isLabelled(dataset)) return { omitted: "The file has no label column." };
    if (dataset.labels.sets !== undefined) return findLabelSetErrors(data, dataset.labels.sets, settings);
    const judged = judgedRows(data, Math.max(leastRows, folds));
    if (judged.labels.length < 2)
      return { omitted: `Fewer than two labels have at least ${Math.max(leastRows, folds)} rows.` };
    const { group } = await data.nearDuplicates(duplicatesConfig.parse({}));
    const { rows, labels, labelIds } = judged;
    const probabilities = await crossValidate(
      {
        labels,
        labelIds,
        texts: selectTexts(dataset.texts, rows),
        groups: Int32Array.from(rows, (row) => group[row]!),
      },
      { recipe, folds },
      data,
    );
    const forecasts = { labels: labels.length, labelIds, probabilities };
    const issues = findLabelIssues(forecasts, rank);
    if (issues.rows.length === 0) return { findings: [] };
    const standing = doubtStanding(forecasts, issues);
    const { confidence, accuracy, majority, sure } = standing;
    const said = (at: number, id: number) => probabilities[at * labels.length + id]!;
    const clear = issues.rows.reduce((sum, at) => sum + (said(at, issues.likeliest[at]!) >= clearDoubt ? 1 : 0), 0);
    const suggestions: LabelSuggestions = {
      rows: issues.rows.map((at) => rows[at]!),
      labels: Array.from(issues.rows, (at) => labels[issues.likeliest[at]!]!),
      scores: Float64Array.from(issues.rows, (at) => issues.scores[at]!),
    };
    const share = issues.rows.length / dataset.rows;
    const file = data.fileWord;
    return {
      findings: [
        {
          code: "label-errors",
          detector: "label-errors",
          severity: share >= 0.005 && confidence !== "doubtful" ? "warning" : "note",
          title: titles[confidence](issues.rows.length),
          meaning:
            "A model learns wrong labels too, and in a test set they make good models look bad and bad ones good; so does a right label that is changed.",
          confidence,
          basis: basisOf(standing, recipe, folds),
          count: issues.rows.length,
          share,
          figures: {
            "accuracy of the models": shareWord(accuracy),
            "of always giving the most frequent label": shareWord(majority),
            "doubted clearly (another label 80 % likely or more)": counted(clear),
            "agreement with the labels where the models are that sure":
              sure.rows === 0 ? "none" : shareWord(sure.agreement),
            ...pairFigures(issues, labelIds, labels),
          },
          examples: Array.from(issues.rows.subarray(0, SHOWN), (at, place) => ({
            rows: [rows[at]! + 1],
            excerpt: excerptOf(dataset.texts, rows[at]!),
            note: `"${labels[labelIds[at]!]}" ${shareWord(said(at, labelIds[at]!))}, rather "${suggestions.labels[place]}" ${shareWord(said(at, issues.likeliest[at]!))}`,
          })),
          advice: `List them (lexops data check ${file}${data.columnFlags} --only label-errors --issues REVIEW.csv), decide row by row, then apply the decisions.${confidence === "doubtful" ? " Begin with the first ones, and stop where they are right; models of another recipe may see better (--set label-errors.recipe=NAME)." : ""}`,
          command: cleanCommand(data, "--relabel REVIEW.csv"),
          droppable: suggestions.rows.toSorted(),
          suggestions,
        },
      ],
    };
  },
});

/** Rows with content and a label that is frequent enough, with ids among those labels. */
function judgedRows({ dataset, equalTexts }: ExaminedData, leastRows: number) {
  const { names, ids } = dataset.labels;
  const { first } = equalTexts();
  const counts = new Uint32Array(names.length);
  for (const [row, id] of ids.entries()) if (id >= 0 && first[row]! >= 0) counts[id]!++;
  const kept = [...names.keys()].filter((id) => counts[id]! >= leastRows);
  const place = new Int32Array(names.length).fill(-1);
  for (const [at, id] of kept.entries()) place[id] = at;
  const rows = Uint32Array.from(ids.keys()).filter(
    (row) => ids[row]! >= 0 && first[row]! >= 0 && place[ids[row]!]! >= 0,
  );
  return {
    rows,
    labels: kept.map((id) => names[id]!),
    labelIds: Int32Array.from(rows, (row) => place[ids[row]!]!),
  };
}

/** What is said of so many labels. */
const titles: Readonly<Record<Confidence, (count: number) => string>> = {
  certain: (count) => `${amount(count, "label is", "labels are")} wrong`,
  likely: (count) => `${amount(count, "label is", "labels are")} probably wrong`,
  possible: (count) => `${amount(count, "label", "labels")} may be wrong`,
  doubtful: (count) => `${amount(count, "label is", "labels are")} doubted, by models that are often wrong themselves`,
};

function basisOf({ accuracy, wrongOfTen }: DoubtStanding, recipe: string, folds: number): string {
  const models = `Models (${recipe}, ${folds} folds) that had not seen a row disagree with ${shareWord(1 - accuracy)} of the labels; these they doubt most (confident learning).`;
  const worth = `Where 1 to 5 % of labels had been flipped on purpose, ${wrongOfTen} of 10 that models this good doubted were wrong.`;
  return `${models} ${worth}`;
}

/** The most frequent doubts. */
function pairFigures(
  { rows, likeliest }: LabelIssues,
  labelIds: Int32Array,
  labels: readonly string[],
): Record<string, string> {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const pair = labelIds[row]! * labels.length + likeliest[row]!;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const pairs = [...counts].sort(([left, more], [right, less]) => less - more || left - right);
  return Object.fromEntries(
    pairs
      .slice(0, SHOWN_PAIRS)
      .map(([pair, count]) => [
        `"${labels[Math.floor(pair / labels.length)]}", models say "${labels[pair % labels.length]}"`,
        counted(count),
      ]),
  );
}
