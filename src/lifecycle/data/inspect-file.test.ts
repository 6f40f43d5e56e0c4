import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { inspectFile } from "./index.ts";
import { temporaryFolder, writeParquet, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();

const content = [
  "review;stars",
  ...Array.from({ length: 40 }, (_, row) =>
    row % 2 === 0 ? `A lovely film number ${row};good` : `A dull film number ${row};bad`,
  ),
  "Привет мир;good",
  "a LOVELY film number 0;bad",
  "A dull  film number 1;bad",
  ";good",
  "nothing said;",
  "one more;Good ",
].join("\n");

describe("an inspection", () => {
  test("tells what a careful person would look at first", async () => {
    const file = writeSample(folder, "reviews.csv.gz", gzipSync(content));
    const found = await inspectFile(file, { label: "stars" });
    assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
    const { labels, lengths, scripts, languages, duplicates, conflicts, warnings, ...rest } = found;
    assert.deepEqual(
      { ...rest, digest: rest.digest.length, sizeBytes: rest.sizeBytes > 0 },
      {
        file,
        digest: 64,
        sizeBytes: true,
        format: "csv",
        gzip: true,
        encoding: "utf-8",
        byteOrderMark: false,
        delimiter: ";",
        rows: 46,
        columns: ["review", "stars"],
        textColumn: "review",
        labelColumn: "stars",
        distinctLabels: 3,
        missingLabels: 1,
        emptyTexts: 1,
        labelTypos: [{ label: "Good ", count: 1, meant: "good", meantCount: 22 }],
        wordsAreApproximate: false,
      },
    );
    assert.deepEqual(
      labels.map(({ label, rows, share, tellingWords }) => [label, rows, share, tellingWords.map(({ word }) => word)]),
      [
        ["bad", 22, 22 / 46, ["dull"]],
        ["good", 22, 22 / 46, ["lovely"]],
        ["Good ", 1, 1 / 46, []],
      ],
    );
    for (const { examples } of labels.slice(0, 2)) assert.equal(examples.length, 3);
    assert.deepEqual(labels[2]?.examples, [{ row: 46, text: "one more" }]);
    assert.deepEqual(lengths.characters, { min: 0, median: 21, mean: 20.5, p95: 23, max: 23 });
    assert.equal(lengths.words.max, 5);
    assert.deepEqual(
      scripts.map(({ script }) => script),
      ["Latin", "Cyrillic"],
    );
    assert.equal(scripts[1]?.letters, 9);
    assert.equal(languages.texts, 45);
    assert.deepEqual(languages.shares[0], { language: "en", texts: 42, share: 42 / 45 });
    assert.deepEqual(duplicates, { texts: 2, rows: 2 });
    assert.deepEqual(conflicts, { texts: 1, rows: 2, examples: [{ rows: [1, 42], labels: ["good", "bad"] }] });
    assert.deepEqual(warnings.map(({ code, count }) => [code, count]).toSorted(), [
      ["conflicting-labels", 2],
      ["duplicate-texts", 2],
      ["empty-texts", 1],
      ["label-typos", 1],
      ["missing-labels", 1],
    ]);
  });

  test("shows the same examples for the same seed, others for another", async () => {
    const file = writeSample(folder, "seeds.csv", content);
    const examples = async (seed: number) => (await inspectFile(file, { label: "stars", seed })).labels[0]?.examples;
    assert.deepEqual(await examples(1), await examples(1));
    assert.notDeepEqual(await examples(1), await examples(2));
  });

  test("needs no label", async () => {
    const found = await inspectFile(writeSample(folder, "plain.csv", "text,id\nsome words,1\nothers,2\n"), {});
    assert.equal(found.labelColumn, "id"); // the only other column
    const without = await inspectFile(writeSample(folder, "three.csv", "text,id,x\nsome words,1,2\nothers,2,3\n"));
    assert.equal(without.labelColumn, null);
    assert.deepEqual(without.labels, []);
  });

  test("reads Parquet", async () => {
    const file = await writeParquet(
      folder,
      "a.parquet",
      "SELECT 'text ' || i AS text, i % 2 AS label FROM range(5000) t(i)",
    );
    const { rows, encoding, format, labels } = await inspectFile(file);
    assert.deepEqual([rows, encoding, format], [5000, null, "parquet"]);
    assert.deepEqual(
      labels.map(({ label, rows: count }) => [label, count]),
      [
        ["0", 2500],
        ["1", 2500],
      ],
    );
  });

  test("long texts are cut in examples, not within a character", async () => {
    const { labels } = await inspectFile(writeSample(folder, "long.csv", `text,label\n${"😀".repeat(2000)},x\nb,y\n`));
    assert.equal(labels.find(({ label }) => label === "x")?.examples[0]?.text, `${"😀".repeat(300)}…`);
  });
});
