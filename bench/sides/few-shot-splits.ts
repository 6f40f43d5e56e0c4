/** @file A few labelled texts of each label, and others to test on, read in place. */
import { createRandom } from "../../src/foundation/index.ts";
import { type Dataset, readDataset } from "../../src/lifecycle/data/index.ts";
import { textAt } from "../../src/lifecycle/text/index.ts";
import { benchData } from "../harness.ts";
import type { LabelledSplit, LabelledTexts } from "./accuracy-splits.ts";

/** Texts of each label that are trained on. */
const SHOTS = 8;
/** More would take long and tell little. */
const TESTED = 1000;
/** SST-2's training file has phrases of a single word as well; sentences are longer. */
const WORDS_OF_A_SENTENCE = 8;

/** One draw of training texts. */
export type FewShotSplit = (seed: number) => Promise<LabelledSplit>;

/** Sentences of the training file; tested on all of the development file. */
export const sst2: FewShotSplit = async (seed) => {
  const train = rowsOf(await readDataset(benchData("sst2/sst2-train.csv.gz")));
  const sentences = train.filter(({ text }) => text.trim().split(/\s+/).length >= WORDS_OF_A_SENTENCE);
  return split(drawShots(sentences, seed).taken, rowsOf(await readDataset(benchData("sst2/sst2-dev.csv"))));
};

/** Titles with descriptions; tested on rows that are not trained on. */
export const agNews: FewShotSplit = async (seed) => {
  const columns = { text: "description", label: "label", extra: ["title"] };
  const news = await readDataset(benchData("ag-news/ag-news-test.csv.gz"), columns);
  const rows = rowsOf(news).map(({ text, label }, row) => ({ text: `${news.extra["title"]![row]} ${text}`, label }));
  const { taken, left } = drawShots(rows, seed);
  return split(taken, left.slice(0, TESTED));
};

export const banking77: FewShotSplit = async (seed) => {
  const train = rowsOf(await readDataset(benchData("banking77/banking77-train.csv")));
  const test = rowsOf(await readDataset(benchData("banking77/banking77-test.csv")));
  return split(drawShots(train, seed).taken, drawShots(test, seed, TESTED / 77).taken);
};

interface Row {
  readonly text: string;
  readonly label: string;
}

function rowsOf({ rows, texts, labels }: Dataset): Row[] {
  return Array.from({ length: rows }, (_, row) => ({
    text: textAt(texts, row),
    label: labels.names[labels.ids[row]!]!,
  }));
}

/** So many rows of each label, and the others; both in random order. */
function drawShots(rows: readonly Row[], seed: number, shots = SHOTS) {
  const counts = new Map<string, number>();
  const [taken, left]: [Row[], Row[]] = [[], []];
  for (const row of createRandom(`few-shot ${seed}`).permutation(rows.length)) {
    const { label } = rows[row]!;
    const count = counts.get(label) ?? 0;
    (count < shots ? taken : left).push(rows[row]!);
    counts.set(label, count + 1);
  }
  return { taken, left };
}

function split(train: readonly Row[], test: readonly Row[]): LabelledSplit {
  const columns = (rows: readonly Row[]): LabelledTexts => ({
    texts: rows.map(({ text }) => text),
    labels: rows.map(({ label }) => label),
  });
  return { train: columns(train), test: columns(test) };
}
