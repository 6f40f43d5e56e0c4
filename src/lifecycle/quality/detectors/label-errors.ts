/** @file Rows whose label is probably wrong, by confident learning on out-of-fold probabilities. */
import { selectTexts } from "../../text/index.ts";
import { cleanCommand } from "../clean-command.ts";
import { crossValidate } from "../confident-learning/cross-validate.ts";
import { findLabelIssues, type LabelIssues } from "../confident-learning/find-label-issues.ts";
import { defineDetector } from "../detector.ts";
import type { ExaminedData } from "../examined-data.ts";
import { excerptOf } from "../excerpt.ts";
import type { LabelSuggestions } from "../finding.ts";
import { amount, counted, shareWord } from "../words.ts";
import { duplicatesConfig } from "./duplicates.config.ts";
import { labelErrorsConfig } from "./label-errors.config.ts";

const SHOWN = 10;
const SHOWN_PAIRS = 5;

/** Wrong labels, with the likelier one. */
export const labelErrors = defineDetector({
  title: "Label errors",
  drops: ["label-errors"],
  settings: labelErrorsConfig,
  async detect(data, { recipe, folds, rank, leastRows }) {
    const { dataset } = data;
    if (dataset.labelColumn === null) return { omitted: "The file has no label column." };
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
    const issues = findLabelIssues({ labels: labels.length, labelIds, probabilities }, rank);
    if (issues.rows.length === 0) return { findings: [] };
    const right = labelIds.reduce((sum, id, at) => sum + (issues.likeliest[at] === id ? 1 : 0), 0) / rows.length;
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
          severity: share >= 0.005 ? "warning" : "note",
          title: `${amount(issues.rows.length, "label is", "labels are")} probably wrong`,
          meaning:
            "A model learns wrong labels too, and in a test set they make good models look bad and bad ones good.",
          confidence: right >= 0.8 ? "likely" : "possible",
          basis: `Confident learning: models (${recipe}, ${folds} folds) that had not seen a row, and are right on ${shareWord(right)} of all, think another label likelier.`,
          count: issues.rows.length,
          share,
          figures: { ...pairFigures(issues, labels), "accuracy of the models": shareWord(right) },
          examples: Array.from(issues.rows.subarray(0, SHOWN), (at, place) => ({
            rows: [rows[at]! + 1],
            excerpt: excerptOf(dataset.texts, rows[at]!),
            note: `"${labels[labelIds[at]!]}", rather "${suggestions.labels[place]}" (quality ${issues.scores[at]!.toFixed(3)})`,
          })),
          advice: `List them (lexops data check ${file}${data.columnFlags} --only label-errors --issues REVIEW.csv), decide row by row, then apply the decisions.`,
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

/** The most frequent confusions that the joint distribution tells of. */
function pairFigures({ joint }: LabelIssues, labels: readonly string[]): Record<string, string> {
  const pairs = Array.from(joint, (count, at) => ({
    count,
    given: Math.floor(at / labels.length),
    meant: at % labels.length,
  })).filter(({ count, given, meant }) => count > 0 && given !== meant);
  pairs.sort((left, right) => right.count - left.count || left.given - right.given || left.meant - right.meant);
  return Object.fromEntries(
    pairs
      .slice(0, SHOWN_PAIRS)
      .map(({ count, given, meant }) => [`"${labels[given]}" that should be "${labels[meant]}"`, counted(count)]),
  );
}
