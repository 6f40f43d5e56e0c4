/** @file pandas, pyarrow, datasets and fastText read what is written here, and the other way round, to the last byte. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { sha256 } from "../../src/foundation/index.ts";
import { convertFile, type Dataset, readDataset } from "../../src/lifecycle/data/index.ts";
import { textAt } from "../../src/lifecycle/text/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedData, withoutData } from "./shared-data.ts";

const source = "multilingual-tweets/multilingual-tweets.csv.gz";
const skip = withoutPeers() || withoutData(source);
const folder = mkdtempSync(path.join(tmpdir(), "lexops-data-formats-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const digest = (values: readonly string[]) => sha256(values.map((value) => `${value}\x1e`).join(""));
const textsOf = ({ texts: column }: Dataset) => Array.from({ length: column.length }, (_, row) => textAt(column, row));
const labelsOf = ({ labels: column }: Dataset) => Array.from(column.ids, (id) => column.names[id] ?? "");
const found = (dataset: Dataset) => ({
  rows: dataset.rows,
  texts: digest(textsOf(dataset)),
  labels: digest(labelsOf(dataset)),
});
const ours = (name: string) => path.join(folder, name);

interface PeerReport {
  readonly read: Readonly<Record<string, unknown>>;
  readonly written: unknown;
  readonly labels: readonly string[];
}

describe("real tweets in many languages", { skip }, () => {
  let dataset!: Dataset;
  let report!: PeerReport;

  before(async () => {
    await convertFile(sharedData(source)!, ours("ours.jsonl"));
    for (const name of ["ours.csv", "ours.csv.gz", "ours.tsv", "ours.parquet", "ours", "ours.json"])
      await convertFile(ours("ours.jsonl"), ours(name));
    dataset = await readDataset(ours("ours.jsonl"));
    await convertFile(ours("ours.csv"), ours("ours.fasttext"));
    report = JSON.parse(await runPeer(path.join(import.meta.dirname, "data_formats.py"), [folder])) as PeerReport;
  });

  for (const reader of ["csv", "csv.gz", "tsv", "jsonl", "parquet", "pyarrow", "datasets jsonl", "datasets parquet"])
    test(`written here, read as ${reader}`, () => {
      assert.deepEqual(report.read[reader], found(dataset));
    });

  test("written here as a Hugging Face folder, loaded by datasets with its splits and types", async () => {
    const { extra } = await readDataset(ours("ours"), { extra: ["split"] });
    const splits = [...new Set(extra["split"])] as string[];
    const loaded = report.read["datasets folder"] as Record<
      string,
      { texts: string; labels: string; features: string }
    >;
    assert.deepEqual(Object.keys(loaded).toSorted(), splits.toSorted());
    const again = await readDataset(ours("ours"));
    const [texts, labels] = [textsOf(again), labelsOf(again)];
    for (const split of splits) {
      const rows = extra["split"]!.flatMap((name, row) => (name === split ? [row] : []));
      assert.equal(loaded[split]!.texts, digest(rows.map((row) => texts[row]!)));
      assert.equal(loaded[split]!.labels, digest(rows.map((row) => labels[row]!)));
      assert.match(loaded[split]!.features, /string/);
    }
  });

  test("written here as fastText's lines, parsed by fastText", async () => {
    const again = await readDataset(ours("ours.fasttext"));
    assert.deepEqual(found(again), found(dataset));
    assert.deepEqual(report.read["fasttext"], {
      rows: dataset.rows,
      labels: digest(labelsOf(dataset)),
      words: digest(
        textsOf(dataset).map((text) =>
          text
            .split(/[\0\t\n\v\f\r ]+/)
            .filter(Boolean)
            .join(" "),
        ),
      ),
    });
  });

  for (const file of ["pandas.csv", "pandas.tsv", "pandas.jsonl", "pandas.parquet", "pyarrow.parquet", "datasets"])
    test(`${file}, written there, read here`, async () => {
      assert.deepEqual(found(await readDataset(ours(file))), report.written);
    });
});
