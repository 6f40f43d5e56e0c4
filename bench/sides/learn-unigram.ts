/** @file Our side of learn-unigram: writes the tokenizer, which the peer's side compares with its own. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { textColumn } from "../../src/lifecycle/text/text-column.ts";
import { writeLearntTokenizer } from "../../src/lifecycle/text/tokenizer/write-tokenizer.ts";
import { measured } from "../harness.ts";

const [folder, output, rows] = process.argv.slice(2) as [string, string, string];
const bytes = readFileSync(path.join(folder, "texts.bytes"));
const offsetBytes = readFileSync(path.join(folder, "texts.offsets"));
const offsets = new Float64Array(offsetBytes.buffer, offsetBytes.byteOffset, offsetBytes.length / 8);
const texts = textColumn(
  Array.from({ length: Number(rows) }, (_, row) => bytes.toString("utf8", offsets[row], offsets[row + 1])),
);
const config = { kind: "unigram", vocabularySize: 8000, minFrequency: 2, lowercase: true } as const;
await measured(async () => {
  const { tokens, words } = await writeLearntTokenizer(output, config, texts, {});
  return { tokens, words };
});
