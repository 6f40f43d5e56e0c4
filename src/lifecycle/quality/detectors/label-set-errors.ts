/** @file Labels that models doubt where texts may have several: each label against the rest, by confident learning. */
import type { z } from "zod";
import { countLabelSets, type LabelSets, labelIndicators, labelSetAt, labelSets } from "../../labels/index.ts";
import { selectTexts } from "../../text/index.ts";
import { cleanCommand } from "../clean-command.ts";
import { crossValidate } from "../confident-learning/cross-validate.ts";
import { clearDoubt } from "../confident-learning/doubt-standing.ts";
import {
  findLabelSetIssues,
  type LabelSetForecasts,
  type LabelSetIssue,
} from "../confident-learning/find-label-set-issues.ts";
import type { Detection } from "../detector.ts";
import type { ExaminedData } from "../examined-data.ts";
import { excerptOf } from "../excerpt.ts";
import { amount, counted, rowsWord, shareWord } from "../words.ts";
import { duplicatesConfig } from "./duplicates.config.ts";
import type { labelErrorsConfig } from "./label-errors.config.ts";

const SHOWN = 10;
const SHOWN_LABELS = 5;

/**
 * Labels that rows probably lack or have wrongly. The finding is "possible" from an accuracy of 0.9 and a skill of 0.5
 * on, both over all labels of all rows, and "doubtful" below. The limits come from texts with known labels, alone or two
 * joined, of which some had a label taken away or exchanged. Of the texts that were doubted so many had been changed,
 * where 1, 2 and 5 % had: 37, 58 and 78 % at an accuracy of 0.94 to 0.91 and a skill of 0.55 to 0.43 (SMS spam), 6, 10
 * and 24 % at 0.85 and 0.56 to 0.51 (AG News), 7, 17 and 29 % at 0.98 and 0.05 (Banking77), 2, 4 and 9 % at 0.76 and 0.15
 * (Medical Abstracts).
 */
export async function findLabelSetErrors(
  data: ExaminedData,
  sets: LabelSets,
  { recipe, folds, rank, leastRows }: z.output<typeof labelErrorsConfig>,
): Promise<Detection> {
  const { dataset } = data;
  const least = Math.max(leastRows, folds);
  const { rows, labels, ownSets } = judgedSets(data, sets, least);
  if (labels.length < 2) return { omitted: `Fewer than two labels have and lack at least ${least} rows.` };
  const { group } = await data.nearDuplicates(duplicatesConfig.parse({}));
  const probabilities = await crossValidate(
    {
      labels,
      labelIds: new Int32Array(rows.length),
      labelSets: ownSets,
      texts: selectTexts(dataset.texts, rows),
      groups: Int32Array.from(rows, (row) => group[row]!),
    },
    { recipe, folds },
    data,
  );
  const forecasts = { labels: labels.length, indicators: labelIndicators(ownSets, labels.length), probabilities };
  const issues = findLabelSetIssues(forecasts, rank);
  if (issues.length === 0) return { findings: [] };
  const { accuracy, constant, skill } = standingOf(forecasts);
  const isTrusted = accuracy >= 0.9 && skill >= 0.5;
  const has = ({ row, label }: LabelSetIssue) => forecasts.indicators[row * labels.length + label] === 1;
  const said = ({ row, label }: LabelSetIssue) => probabilities[row * labels.length + label]!;
  const sureness = (issue: LabelSetIssue) => (has(issue) ? 1 - said(issue) : said(issue));
  const doubted = Uint32Array.from(new Set(issues.map(({ row }) => rows[row]!))).sort();
  const share = doubted.length / dataset.rows;
  return {
    findings: [
      {
        code: "label-errors",
        detector: "label-errors",
        severity: share >= 0.005 && isTrusted ? "warning" : "note",
        title: `${amount(issues.length, "label", "labels")} of ${rowsWord(doubted.length)} ${isTrusted ? "may be missing or wrong" : "are doubted, by models that are often wrong themselves"}`,
        meaning:
          "A model learns wrong and missing labels too, and in a test set they make good models look bad and bad ones good.",
        confidence: isTrusted ? "possible" : "doubtful",
        basis: `Models (${recipe}, ${folds} folds, each label against the rest) that had not seen a row disagree with ${shareWord(1 - accuracy)} of what is said of labels; this they doubt most (confident learning). Where labels of 1 to 5 % of texts had been changed on purpose, ${isTrusted ? "4 to 6" : "mostly at most 3"} of 10 texts that models this good doubted were wrong.`,
        count: doubted.length,
        share,
        figures: {
          "accuracy of the models, label by label": shareWord(accuracy),
          "of always giving each label's more frequent answer": shareWord(constant),
          "doubted clearly (80 % sure or more)": counted(issues.filter((one) => sureness(one) >= clearDoubt).length),
          ...labelFigures(issues, labels, has),
        },
        examples: issues.slice(0, SHOWN).map((issue) => ({
          rows: [rows[issue.row]! + 1],
          excerpt: excerptOf(dataset.texts, rows[issue.row]!),
          note: `${has(issue) ? "has" : "lacks"} "${labels[issue.label]}", models say ${shareWord(said(issue))}`,
        })),
        advice: isTrusted
          ? "Look at the worst first and correct them in the source, or leave the doubted rows out."
          : "Look at the worst first, correct them in the source, and stop where they are right; models of another recipe may see better (--set label-errors.recipe=NAME).",
        command: isTrusted ? cleanCommand(data, "--drop label-errors") : null,
        droppable: doubted,
      },
    ],
  };
}

/** Rows with content, and the labels that enough of them have and enough lack, with ids among those labels. */
function judgedSets({ dataset, equalTexts }: ExaminedData, sets: LabelSets, least: number) {
  const { names } = dataset.labels;
  const { first } = equalTexts();
  const rows = Uint32Array.from(dataset.labels.ids.keys()).filter((row) => first[row]! >= 0);
  const counts = countLabelSets(labelSets(Array.from(rows, (row) => [...labelSetAt(sets, row)])), names.length);
  const kept = [...names.keys()].filter((id) => counts[id]! >= least && rows.length - counts[id]! >= least);
  const place = new Map(kept.map((id, at) => [id, at]));
  const ownSets = labelSets(
    Array.from(rows, (row) => Array.from(labelSetAt(sets, row), (id) => place.get(id) ?? -1).filter((id) => id >= 0)),
  );
  return { rows, labels: kept.map((id) => names[id]!), ownSets };
}

/** Over all labels of all rows: how often the models agree, how often the more frequent answer of each label would. */
function standingOf({ labels, indicators, probabilities }: LabelSetForecasts) {
  const rows = indicators.length / labels;
  const having = new Float64Array(labels);
  let right = 0;
  for (const [at, indicator] of indicators.entries()) {
    having[at % labels]! += indicator;
    if (probabilities[at]! >= 0.5 === (indicator === 1)) right++;
  }
  const frequent = having.reduce((sum, count) => sum + Math.max(count, rows - count), 0);
  const all = indicators.length;
  return {
    accuracy: right / all,
    constant: frequent / all,
    /** Of what the more frequent answers get wrong, the share that the models get right beyond those. */
    skill: frequent === all ? 0 : (right - frequent) / (all - frequent),
  };
}

/** The labels that are doubted most often. */
function labelFigures(
  issues: readonly LabelSetIssue[],
  labels: readonly string[],
  has: (issue: LabelSetIssue) => boolean,
): Record<string, string> {
  const counts = new Map<number, { missing: number; wrong: number }>();
  for (const issue of issues) {
    const own = counts.get(issue.label) ?? { missing: 0, wrong: 0 };
    own[has(issue) ? "wrong" : "missing"]++;
    counts.set(issue.label, own);
  }
  const total = ({ missing, wrong }: { readonly missing: number; readonly wrong: number }) => missing + wrong;
  return Object.fromEntries(
    [...counts]
      .sort(([left, one], [right, other]) => total(other) - total(one) || left - right)
      .slice(0, SHOWN_LABELS)
      .map(([label, { missing, wrong }]) => [
        `"${labels[label]}"`,
        `missing ${counted(missing)}, given wrongly ${counted(wrong)}`,
      ]),
  );
}
