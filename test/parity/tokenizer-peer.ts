/** @file Our tokenizers and Hugging Face's on the same texts. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readDataset } from "../../src/lifecycle/data/index.ts";
import { type Tokenizer, textAt } from "../../src/lifecycle/text/index.ts";
import { runPeer } from "./peer-python.ts";
import { sharedData, withoutData } from "./shared-data.ts";

/** The models whose tokenizers are compared. */
export const tokenizerModels = [
  "all-minilm-l6-v2",
  "tiny-bert",
  "tiny-distilbert",
  "tiny-roberta",
  "tiny-gpt2",
  "tiny-t5",
] as const;

const sources = [
  { file: "multilingual-tweets/multilingual-tweets.csv.gz", columns: {} },
  { file: "ag-news/ag-news-test.csv.gz", columns: { text: "description", label: "label" } },
  { file: "sst2/sst2-train.csv.gz", columns: {} },
  { file: "imdb/imdb-50k.csv.gz", columns: {} },
];
const MAX_LENGTH = 24;

interface Answers {
  readonly rows: readonly (readonly [ids: number[], offsets: number[], decoded: string])[];
  readonly pairs: readonly (readonly [ids: number[], typeIds: number[]])[];
  /** The first twenty texts, cut and filled up as the file says. */
  readonly batch: readonly (readonly [ids: number[], typeIds: number[], mask: number[]])[];
}

/** At least `rows` texts of each source, spread over it, or all that it has. */
export async function realTexts(rows: number): Promise<string[]> {
  const texts: string[] = [];
  for (const { file, columns } of sources) {
    const dataset = await readDataset(sharedData(file)!, columns);
    const step = Math.max(1, Math.floor(dataset.rows / rows));
    for (let row = 0; row < dataset.rows; row += step) texts.push(textAt(dataset.texts, row));
  }
  return texts;
}

/** Why there are no real texts, or `false`. */
export const withoutTexts = () => withoutData(...sources.map(({ file }) => file));

/** Offsets in code points as offsets in UTF-16 code units. */
export function inUnits(text: string, offsets: readonly number[]): number[] {
  const units = [0];
  for (const point of text) units.push(units.at(-1)! + point.length);
  return offsets.map((offset) => units[offset]!);
}

/** Rows of the same length where the file says how they are filled up; elsewhere the peer's are as long as their texts. */
function compareBatch(name: string, tokenizer: Tokenizer, texts: readonly string[], rows: Answers["batch"]): void {
  const batch = tokenizer.encodeBatch(texts.slice(0, 20));
  const isFilled = rows.every(([ids]) => ids.length === batch.length);
  for (const [row, expected] of rows.entries()) {
    const ours = [batch.ids, batch.typeIds, batch.mask].map((values) =>
      Array.from(values.subarray(row * batch.length, (row + 1) * batch.length)),
    );
    const kept = isFilled ? ours : ours.map((values) => values.filter((_, at) => ours[2]![at] === 1));
    assert.deepEqual(kept, expected, `${name}, row ${row} of a batch`);
  }
}

/** Ids, offsets, decoded texts, a batch, and a hundred pairs cut to a length. */
export async function compareTokenizers(
  jobs: readonly { readonly name: string; readonly file: string; readonly tokenizer: Tokenizer }[],
  texts: readonly string[],
) {
  const folder = await mkdtemp(path.join(tmpdir(), "lexops-tokenizers-"));
  try {
    const pairs = texts.slice(0, 100).map((text, number) => [text, texts[(number * 7 + 1) % texts.length]!] as const);
    const file = path.join(folder, "jobs.json");
    await writeFile(file, JSON.stringify(jobs.map((job) => ({ file: job.file, texts, pairs, maxLength: MAX_LENGTH }))));
    const answers = JSON.parse(
      await runPeer(path.join(import.meta.dirname, "tokenizers_peer.py"), [file]),
    ) as Answers[];
    for (const [number, { name, tokenizer }] of jobs.entries()) {
      for (const [row, [ids, offsets, decoded]] of answers[number]!.rows.entries()) {
        const text = texts[row]!;
        const { tokens } = tokenizer.encode(text);
        const told = `${name}, ${JSON.stringify(text.slice(0, 200))}`;
        assert.deepEqual(
          tokens.map(({ id }) => id),
          ids,
          told,
        );
        assert.deepEqual(
          tokens.flatMap(({ start, end }) => [start, end]),
          inUnits(text, offsets),
          told,
        );
        assert.equal(tokenizer.decode(ids), decoded, told);
      }
      compareBatch(name, tokenizer, texts, answers[number]!.batch);
      for (const [row, [ids, typeIds]] of answers[number]!.pairs.entries()) {
        const [text, pair] = pairs[row]!;
        const { tokens } = tokenizer.encode(text, { pair, maxLength: MAX_LENGTH });
        assert.deepEqual(
          tokens.map(({ id }) => id),
          ids,
          `${name}, a pair`,
        );
        assert.deepEqual(
          tokens.map(({ typeId }) => typeId),
          typeIds,
          `${name}, a pair`,
        );
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
