/**
 * @file `accuracy`: our recipes beside the peers' models on the same split, as one table: the figure of each, and the
 * difference with its interval (paired bootstrap over the tested rows).
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  bootstrapIntervals,
  computeMetric,
  metrics,
  prepareSamples,
  scoredRows,
} from "../src/lifecycle/metrics/index.ts";
import { loadRecipe, overrideRecipe } from "../src/lifecycle/recipe/index.ts";
import { textColumn } from "../src/lifecycle/text/index.ts";
import { fitClassifier, withPredictor } from "../src/lifecycle/training/index.ts";
import { benchFolder, measurePython, type Report } from "./harness.ts";
import { agNewsFifths, filesOf, foldsOf, imdbHalves, type LabelledSplit } from "./sides/accuracy-splits.ts";

/** One line of the table. */
interface Line {
  readonly data: string;
  readonly splits: () => Promise<LabelledSplit[]>;
  readonly metric: "accuracy" | "f1" | "f1-macro";
  readonly recipe: string;
  readonly set: readonly string[];
  /** A model of `peers/accuracy.py`. */
  readonly peer: string;
  /** Our figure should be at least this, or the peer's and this much more. */
  readonly target: number | { readonly overPeer: number };
}

const banking = filesOf("banking77/banking77-train.csv", "banking77/banking77-test.csv");
const spam = foldsOf("sms-spam/sms-spam.csv");
const phrases = foldsOf("financial-phrasebank/financial-phrasebank-50agree.csv");

const lines: readonly Line[] = [
  {
    data: "IMDb, official",
    splits: imdbHalves,
    metric: "accuracy",
    recipe: "nb-logistic-regression",
    set: [],
    peer: "nb-logistic-regression",
    target: 0.917,
  },
  {
    data: "IMDb, official",
    splits: imdbHalves,
    metric: "accuracy",
    recipe: "logistic-regression",
    set: [],
    peer: "tfidf-logistic-regression",
    target: 0.905,
  },
  {
    data: "IMDb, official",
    splits: imdbHalves,
    metric: "accuracy",
    recipe: "fast-text",
    set: [],
    peer: "fasttext",
    target: { overPeer: 0 },
  },
  {
    data: "AG News, 4/5 : 1/5 of 7,600 rows",
    splits: agNewsFifths,
    metric: "accuracy",
    recipe: "fast-text",
    set: [],
    peer: "fasttext",
    target: { overPeer: 0 },
  },
  {
    data: "SMS spam, 5 folds",
    splits: spam,
    metric: "f1",
    recipe: "linear-svm-characters",
    set: [],
    peer: "tfidf-logistic-regression",
    target: 0.95,
  },
  {
    data: "Banking77, official",
    splits: banking,
    metric: "accuracy",
    recipe: "linear-svm",
    set: [],
    peer: "tfidf-logistic-regression",
    target: 0.87,
  },
  {
    data: "PhraseBank, 5 folds",
    splits: phrases,
    metric: "f1-macro",
    recipe: "linear-svm-characters",
    set: [],
    peer: "tfidf-logistic-regression",
    target: { overPeer: 0.01 },
  },
];

export default {
  name: "accuracy",
  summary: "our recipes beside scikit-learn's and fastText's models on the same rows",
  async run(report) {
    const rows = [];
    for (const [index, line] of lines.entries()) {
      const row = await measureLine(line, index);
      report(
        `  ${row.data}, ${row.metric}: ${row.recipe} ${row.ours.toFixed(4)}, ${row.peerModel} ${row.peer.toFixed(4)}`,
      );
      rows.push(row);
    }
    for (const text of table(rows)) report(text);
    return { rows, met: rows.every(({ met }) => met) };
  },
} satisfies Report;

async function measureLine(line: Line, index: number) {
  const { data, metric, recipe, set, peer, target } = line;
  const splits = await line.splits();
  const labels = [...new Set(splits.flatMap(({ train }) => train.labels))].sort();
  const ids = (of: readonly string[]) => Int32Array.from(of, (label) => labels.indexOf(label));
  const truth = ids(splits.flatMap(({ test }) => test.labels));
  const ours = await answersOfOurs(recipe, set, splits, labels);
  const theirs = await answersOfPeer(peer, splits, index);
  const [a, b] = [ours, theirs].map((answers) =>
    scoredRows({ labelIds: truth, probabilities: oneHot(ids(answers), labels.length), classes: labels.length }),
  );
  const measured = metrics.get(metric);
  const [atA, atB] = [prepareSamples(a!), prepareSamples(b!)];
  const [interval] = await bootstrapIntervals(
    truth.length,
    (counts) => [measured.fromSample(atA(counts)) - measured.fromSample(atB(counts))],
    { seed: 0, resamples: 1000, confidence: 0.95 },
  );
  const [figure, peerFigure] = [computeMetric(metric, a!), computeMetric(metric, b!)];
  const wanted = typeof target === "number" ? target : peerFigure + target.overPeer;
  return {
    data,
    metric,
    recipe: [recipe, ...set].join(" "),
    ours: figure,
    peerModel: peer,
    peer: peerFigure,
    difference: figure - peerFigure,
    low: interval!.low,
    high: interval!.high,
    target: wanted,
    met: figure >= wanted,
  };
}

async function answersOfOurs(
  name: string,
  set: readonly string[],
  splits: readonly LabelledSplit[],
  labels: readonly string[],
) {
  const recipe = overrideRecipe((await loadRecipe(name)).recipe, set);
  const answers: string[] = [];
  for (const { train, test } of splits) {
    const labelIds = Int32Array.from(train.labels, (label) => labels.indexOf(label));
    const data = { labels, train: { texts: textColumn(train.texts), labelIds }, validation: null };
    const fitted = await fitClassifier(recipe, data);
    const scores = await withPredictor(fitted, recipe.threads, (predictor) => predictor.score(textColumn(test.texts)));
    for (let row = 0; row < test.texts.length; row++) {
      const own = scores.subarray(row * labels.length, (row + 1) * labels.length);
      answers.push(labels[own.indexOf(Math.max(...own))]!);
    }
  }
  return answers;
}

async function answersOfPeer(model: string, splits: readonly LabelledSplit[], index: number): Promise<string[]> {
  const file = path.join(benchFolder("accuracy"), `splits-${index}.json`);
  await writeFile(file, JSON.stringify(splits));
  await measurePython("accuracy.py", [model, file, `${file}.answers`]);
  return JSON.parse(await readFile(`${file}.answers`, "utf8")) as string[];
}

function oneHot(ids: Int32Array, classes: number): Float32Array {
  const result = new Float32Array(ids.length * classes);
  ids.forEach((id, row) => {
    result[row * classes + id] = 1;
  });
  return result;
}

function table(rows: readonly Awaited<ReturnType<typeof measureLine>>[]): string[] {
  const cells = rows.map((row) => [
    row.data,
    row.metric,
    row.recipe,
    row.ours.toFixed(4),
    row.peerModel,
    row.peer.toFixed(4),
    `${row.difference.toFixed(4)} [${row.low?.toFixed(4)}, ${row.high?.toFixed(4)}]`,
    `${row.target.toFixed(4)} ${row.met ? "met" : "missed"}`,
  ]);
  const all = [["data", "metric", "recipe", "ours", "peer", "peer's", "difference [95 %]", "target"], ...cells];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
  return all.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}
