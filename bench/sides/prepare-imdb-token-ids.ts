/** @file Makes the token ids of IMDb's official split. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { type EncodedTexts, fitTextPipeline, selectTexts } from "../../src/lifecycle/text/index.ts";
import { wordIdsConfig } from "../../src/lifecycle/text/word-ids.config.ts";
import { benchData } from "../harness.ts";
import { tokenIdFolder, vocabularySize } from "./imdb-token-ids.ts";

/** Makes the files, unless they are there. */
export async function prepareTokenIds(): Promise<void> {
  const marker = path.join(tokenIdFolder(), "complete");
  if (existsSync(marker)) return;
  const dataset = await readDataset(benchData("imdb/imdb-50k.csv.gz"));
  const [, ...lines] = gunzipSync(readFileSync(benchData("imdb/imdb-50k-splits.csv.gz")))
    .toString("utf8")
    .trim()
    .split("\n");
  const isTrain = lines.map((line) => line.split(",")[1] === "train");
  const rowsOf = (train: boolean) => isTrain.flatMap((value, row) => (value === train ? [row] : []));
  const config = wordIdsConfig.parse({ type: "word-ids/v1", maxTokens: vocabularySize, maxLength: 400 });
  const { pipeline, encoded } = await fitTextPipeline(config, selectTexts(dataset.texts, rowsOf(true)));
  const test = await pipeline.transform(selectTexts(dataset.texts, rowsOf(false)));
  write(
    "train",
    encoded,
    rowsOf(true).map((row) => dataset.labels.ids[row]!),
  );
  write(
    "test",
    test,
    rowsOf(false).map((row) => dataset.labels.ids[row]!),
  );
  writeFileSync(marker, "");
}

function write(part: string, encoded: EncodedTexts, labelIds: readonly number[]): void {
  if (encoded.kind !== "tokens") throw new Error("Word ids give tokens.");
  const { offsets, ids } = encoded.tokens;
  const arrays = { offsets: Int32Array.from(offsets), ids, labels: Int32Array.from(labelIds) };
  for (const [name, values] of Object.entries(arrays)) {
    const file = path.join(tokenIdFolder(), `${part}-${name}.i32`);
    writeFileSync(`${file}.tmp`, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    renameSync(`${file}.tmp`, file);
  }
}
