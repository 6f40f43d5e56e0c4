/** @file Real files are read as pandas reads them: the same texts and labels to the last byte. */
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { sha256 } from "../../src/foundation/index.ts";
import { type Dataset, readDataset } from "../../src/lifecycle/data/index.ts";
import { textAt } from "../../src/lifecycle/text/index.ts";
import { runPeer, withoutPeers } from "./peer-python.ts";
import { sharedData, withoutData } from "./shared-data.ts";

const files = [
  ["imdb/imdb-50k.csv.gz", "review", "sentiment"],
  ["sms-spam/sms-spam.csv", "text", "label"],
  ["multilingual-tweets/multilingual-tweets.csv.gz", "text", "label"],
  ["sst2/sst2-train.csv.gz", "text", "label"],
  ["ag-news/ag-news-test.csv.gz", "description", "label"],
  ["wiki-toxicity-identity/wiki-toxicity-fuzzed.csv", "text", "label"],
  ["multi30k/multi30k-train.csv.gz", "en", "de"],
] as const;

const digest = (values: Iterable<string>) => sha256([...values].map((value) => `${value}\x1e`).join(""));
const texts = ({ texts: column }: Dataset) => Array.from({ length: column.length }, (_, row) => textAt(column, row));
const labels = ({ labels: column }: Dataset) => Array.from(column.ids, (id) => column.names[id] ?? "");

const skip = withoutPeers() || withoutData(...files.map(([file]) => file));

test("texts and labels are pandas'", { skip }, async () => {
  const asked = files.map(([file, text, label]) => [sharedData(file)!, text, label] as const);
  const peers = JSON.parse(await runPeer(path.join(import.meta.dirname, "data_read.py"), [JSON.stringify(asked)]));
  for (const [index, [file, text, label]] of asked.entries()) {
    const dataset = await readDataset(file, { text, label });
    const ours = { rows: dataset.rows, texts: digest(texts(dataset)), labels: digest(labels(dataset)) };
    assert.deepEqual(ours, peers[index], file);
  }
});
