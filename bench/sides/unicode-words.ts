/** @file Either side of `unicode-words`: megabytes of UTF-8 a second, and how many words. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { textAt } from "../../src/lifecycle/text/index.ts";
import { UnicodeWords } from "../../src/lifecycle/text/unicode-words.ts";
import { benchData } from "../harness.ts";

const [side, language, folder] = process.argv.slice(2) as [string, string, string];

function reviews(): string[] {
  const bytes = readFileSync(path.join(folder, "texts.bytes"));
  const offsetBytes = readFileSync(path.join(folder, "texts.offsets"));
  const offsets = new Float64Array(offsetBytes.buffer, offsetBytes.byteOffset, offsetBytes.length / 8);
  return Array.from({ length: 10_000 }, (_, row) => bytes.toString("utf8", offsets[row], offsets[row + 1]));
}

async function textsIn(file: string, wanted: string): Promise<string[]> {
  const { texts, labels } = await readDataset(benchData(file), { text: "text", label: "language" });
  const id = labels.names.indexOf(wanted);
  return Array.from({ length: texts.length }, (_, row) => row)
    .filter((row) => labels.ids[row] === id)
    .slice(0, 5000)
    .map((row) => textAt(texts, row));
}

const texts =
  language === "english"
    ? reviews()
    : language === "chinese"
      ? await textsIn("bias-madlibs/madlibs-multilingual.csv.gz", "zh-cn")
      : await textsIn("multilingual-tweets/multilingual-tweets.csv.gz", language);
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;

function countOurs(): number {
  const words = new UnicodeWords();
  return texts.reduce((sum, text) => sum + words.cut(text).count, 0);
}

function countByIcu(): number {
  const segmenter = new Intl.Segmenter("en", { granularity: "word" });
  let words = 0;
  for (const text of texts) for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
  return words;
}

const count = side === "ours" ? countOurs : countByIcu;
count();
const cpuBefore = process.cpuUsage();
const start = performance.now();
const words = count();
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
  `${JSON.stringify({
    value: megabytes / seconds,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    facts: { words },
  })}\n`,
);
