/** @file Our side of `tfidf-one-text`: microseconds a text, the second time over. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseConfig } from "../../src/foundation/index.ts";
import { fitTextPipeline, textColumn } from "../../src/lifecycle/text/index.ts";
import { textPipelineConfig } from "../../src/lifecycle/text/text-pipeline.config.ts";

const [folder, characters] = process.argv.slice(2) as [string, string];
const bytes = readFileSync(path.join(folder, "texts.bytes"));
const offsetBytes = readFileSync(path.join(folder, "texts.offsets"));
const offsets = new Float64Array(offsetBytes.buffer, offsetBytes.byteOffset, offsetBytes.length / 8);
const all = Array.from({ length: 27_000 }, (_, row) => bytes.toString("utf8", offsets[row], offsets[row + 1]));
const settings = { type: "tfidf/v1", ngramRange: [1, 2], minDf: 2, sublinearTf: true };
const config = parseConfig(textPipelineConfig, settings, "the benchmark's settings");
const { pipeline } = await fitTextPipeline(config, textColumn(all.slice(0, 25_000)));
const texts = all.slice(25_000).map((text) => [...text].slice(0, Number(characters)).join(""));

let entries = 0;
let microseconds = 0;
for (let round = 0; round < 2; round++) {
  const start = performance.now();
  for (const text of texts) {
    const encoded = pipeline.transformBatch([text]);
    if (encoded.kind === "rows") entries += encoded.rows.indices.length;
  }
  microseconds = ((performance.now() - start) / texts.length) * 1000;
}
process.stdout.write(
  `${JSON.stringify({
    value: microseconds,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts: { entries: entries / 2 },
  })}\n`,
);
