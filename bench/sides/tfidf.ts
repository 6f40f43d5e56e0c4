/** @file Our side of `tfidf-unigram` and `tfidf-bigram`: fits and transforms texts that are in memory already. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { parseConfig } from "../../src/foundation/index.ts";
import { fitTextPipeline } from "../../src/lifecycle/text/index.ts";
import { textPipelineConfig } from "../../src/lifecycle/text/text-pipeline.config.ts";
import { measured } from "../harness.ts";

const [folder, longest, rows] = process.argv.slice(2) as [string, string, string];

function readShared(name: string, bytes = Number.POSITIVE_INFINITY): SharedArrayBuffer {
  const file = openSync(path.join(folder, name), "r");
  const buffer = new SharedArrayBuffer(Math.min(bytes, fstatSync(file).size));
  readSync(file, new Uint8Array(buffer));
  closeSync(file);
  return buffer;
}

const length = Number(rows);
const offsets = new Float64Array(readShared("texts.offsets", (length + 1) * 8));
const texts = { length, offsets, bytes: new Uint8Array(readShared("texts.bytes", offsets[length])) };
const settings = { type: "tfidf/v1", ngramRange: [1, Number(longest)] };
const config = parseConfig(textPipelineConfig, settings, "the benchmark's settings");

await measured(async () => {
  const { pipeline, encoded } = await fitTextPipeline(config, texts);
  if (encoded.kind !== "rows") throw new Error("TF-IDF gives rows.");
  return { terms: pipeline.featureCount, entries: encoded.rows.indices.length };
});
