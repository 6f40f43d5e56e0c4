import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../foundation/index.ts";
import { textAt } from "../text/index.ts";
import { readDataset } from "./read-dataset.ts";
import { splitConfig } from "./split.config.ts";
import { splitDataset } from "./split-dataset.ts";
import { type DatasetStream, type StreamOptions, streamDataset } from "./stream-dataset.ts";
import { temporaryFolder, writeParquet, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
const random = createRandom("stream");
const rows = Array.from({ length: 3000 }, (_, row) => ({
  text: `text ${row % 2000} ${"word ".repeat(random.integer(80))}end`,
  label: ["x", "y", "z"][random.integer(3)]!,
}));
const long = { text: "long ".repeat(400_000).trim(), label: "x" };
const all = [...rows.slice(0, 1500), long, ...rows.slice(1500)];

const files = {
  csv: writeSample(folder, "rows.csv", `text,label\n${all.map(({ text, label }) => `${text},${label}\n`).join("")}`),
  jsonl: writeSample(folder, "rows.jsonl", all.map((row) => `${JSON.stringify(row)}\n`).join("")),
  fasttext: writeSample(folder, "rows.txt", all.map(({ text, label }) => `__label__${label} ${text}\n`).join("")),
  parquet: await writeParquet(folder, "rows.parquet", `SELECT text, label FROM read_json('${folder}/rows.jsonl')`),
};

const options: StreamOptions = { testSize: 0.2, seed: 4 };

/** All training rows, copied as they pass. */
async function trainingRows({ blocks }: DatasetStream) {
  const found: { text: string; label: string }[] = [];
  for await (const { texts, labels } of blocks)
    for (const [row, label] of labels.entries()) found.push({ text: textAt(texts, row), label });
  return found;
}

describe("a data set in a stream", () => {
  for (const [format, file] of Object.entries(files))
    test(`${format}: the rows, the digest and an order-independent split are those of memory`, async () => {
      const stream = streamDataset(file, options);
      const train = await trainingRows(stream);
      const { test: held, ...data } = stream.data();
      const dataset = await readDataset(file);
      const split = splitDataset(dataset, splitConfig.parse({ validationSize: 0, orderIndependent: true }), 4);
      const expected = (part: Uint32Array) =>
        Array.from(part, (row) => ({
          text: textAt(dataset.texts, row),
          label: dataset.labels.names[dataset.labels.ids[row]!]!,
        }));
      assert.deepEqual(train, expected(split.train));
      assert.deepEqual(
        held.labels.map((label, row) => ({ text: textAt(held.texts, row), label })),
        expected(split.test),
      );
      assert.deepEqual([data.digest, data.rows, data.trainRows], [dataset.digest, all.length, split.train.length]);
      assert.deepEqual([...stream.labels()].toSorted(), dataset.labels.names);
    });

  test("where the test set would be too large, the smallest hashes stay and no row is lost", async () => {
    const whole = streamDataset(files.csv, { ...options, testSize: 0.5 });
    await trainingRows(whole);
    const { test: unbounded } = whole.data();
    const everyHeld = new Set(unbounded.labels.map((_, row) => textAt(unbounded.texts, row)));
    for (const mostHeld of [
      { rows: 50, bytes: 1e9 },
      { rows: 1e9, bytes: 20_000 },
    ]) {
      const stream = streamDataset(files.csv, { ...options, testSize: 0.5, mostHeld });
      const train = await trainingRows(stream);
      const { test: held, trainRows, warnings } = stream.data();
      const texts = held.labels.map((_, row) => textAt(held.texts, row));
      assert.equal(train.length, trainRows);
      assert.equal(trainRows + texts.length, all.length);
      assert.ok(texts.length > 20 && texts.length <= mostHeld.rows && held.texts.bytes.length <= mostHeld.bytes);
      const trained = new Set(train.map(({ text }) => text));
      assert.ok(texts.every((text) => everyHeld.has(text) && !trained.has(text)));
      assert.ok(warnings.some(({ code }) => code === "smaller-test"));
    }
  });

  test("rows without a label and labels that only the test has are told", async () => {
    const lines = Array.from({ length: 200 }, (_, row) => `text ${row},${row % 2 === 0 ? "a" : "b"}`);
    const file = writeSample(folder, "odd.csv", `text,label\n${lines.join("\n")}\nno label,\n`);
    const probe = streamDataset(file, options);
    await trainingRows(probe);
    const row = Number(textAt(probe.data().test.texts, 0).slice("text ".length));
    lines[row] = `text ${row},only here`;
    const rare = streamDataset(
      writeSample(folder, "rare.csv", `text,label\n${lines.join("\n")}\nno label,\n`),
      options,
    );
    await trainingRows(rare);
    const codes = rare.data().warnings.map(({ code }) => code);
    assert.ok(codes.includes("label-absent-from-training"));
    assert.ok(codes.includes("unlabelled-left-out"));
  });

  test("what is wrong is thrown to the reader, and a reader may stop", async () => {
    await assert.rejects(trainingRows(streamDataset(`${folder}/absent.csv`, options)), { code: "data/missing-file" });
    const other = streamDataset(files.csv, { ...options, label: "kind" });
    await assert.rejects(trainingRows(other), { code: "data/unknown-column" });
    const one = streamDataset(writeSample(folder, "one.csv", "text,label\nhere,a\nthere,a\n"), {
      ...options,
      testSize: 0,
    });
    await trainingRows(one);
    assert.throws(() => one.data(), { code: "data/too-few-labels" });
    for await (const block of streamDataset(files.csv, options).blocks) {
      assert.ok(block.labels.length > 0);
      break;
    }
    const signal = AbortSignal.abort();
    await assert.rejects(trainingRows(streamDataset(files.csv, { ...options, signal })), {
      code: "foundation/cancelled",
    });
  });
});
