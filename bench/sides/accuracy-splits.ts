/** @file The splits on which accuracy is compared, read in place. */
import path from "node:path";
import { createRandom } from "../../src/foundation/index.ts";
import { foldsConfig } from "../../src/lifecycle/data/folds.config.ts";
import { type Dataset, foldDataset, readDataset } from "../../src/lifecycle/data/index.ts";
import { textAt } from "../../src/lifecycle/text/index.ts";

/** Rows that train and rows that test, by text and label. */
export interface LabelledSplit {
  readonly train: LabelledTexts;
  readonly test: LabelledTexts;
}

/** One text and one label a row. */
export interface LabelledTexts {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
}

const data = (file: string) => path.resolve(import.meta.dirname, "../../../shared/data", file);

/** IMDb's own halves of 25,000 reviews. */
export async function imdbHalves(): Promise<LabelledSplit[]> {
  const reviews = await readDataset(data("imdb/imdb-50k.csv.gz"));
  const splits = await readDataset(data("imdb/imdb-50k-splits.csv.gz"), { text: "row", label: "split" });
  const rows = { train: [] as number[], test: [] as number[] };
  for (let at = 0; at < splits.rows; at++)
    rows[splits.labels.names[splits.labels.ids[at]!] as "train" | "test"].push(Number(textAt(splits.texts, at)));
  return [{ train: rowsOf(reviews, rows.train), test: rowsOf(reviews, rows.test) }];
}

/** Four fifths and one fifth of the 7,600 rows of AG News that are at hand, title and description. */
export async function agNewsFifths(): Promise<LabelledSplit[]> {
  const news = await readDataset(data("ag-news/ag-news-test.csv.gz"), {
    text: "description",
    label: "label",
    extra: ["title"],
  });
  const order = createRandom("accuracy").permutation(news.rows);
  const cut = Math.floor(news.rows * 0.8);
  const withTitle = (rows: ArrayLike<number>) => {
    const { texts, labels } = rowsOf(news, rows);
    return { labels, texts: texts.map((text, at) => `${news.extra["title"]![rows[at]!]} ${text}`) };
  };
  return [{ train: withTitle(order.subarray(0, cut)), test: withTitle(order.subarray(cut)) }];
}

/** Five stratified folds in which equal texts never part. */
export function foldsOf(file: string): () => Promise<LabelledSplit[]> {
  return async () => {
    const dataset = await readDataset(data(file));
    const { folds } = foldDataset(dataset, foldsConfig.parse({}), 0);
    return folds.map(({ train, test }) => ({ train: rowsOf(dataset, train), test: rowsOf(dataset, test) }));
  };
}

/** Two files, one to train on and one to test on. */
export function filesOf(train: string, test: string): () => Promise<LabelledSplit[]> {
  return async () => {
    const [first, second] = [await readDataset(data(train)), await readDataset(data(test))];
    const all = ({ rows }: Dataset) => Uint32Array.from({ length: rows }, (_, row) => row);
    return [{ train: rowsOf(first, all(first)), test: rowsOf(second, all(second)) }];
  };
}

function rowsOf({ texts, labels }: Dataset, rows: ArrayLike<number>): LabelledTexts {
  const list = Array.from(rows);
  return {
    texts: list.map((row) => textAt(texts, row)),
    labels: list.map((row) => labels.names[labels.ids[row]!]!),
  };
}
