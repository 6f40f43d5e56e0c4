/** @file Real reviews: their official split, and what an inspection finds, against the figures that are published with them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Dataset, inspectFile, readDataset, splitDataset } from "../../src/lifecycle/data/index.ts";
import { splitConfig } from "../../src/lifecycle/data/split.config.ts";
import { normaliseForDuplicates, textAt } from "../../src/lifecycle/text/index.ts";
import { sharedData, withoutData } from "../parity/shared-data.ts";

const skip = withoutData("imdb/imdb-50k.csv.gz", "imdb/imdb-50k-splits.csv.gz");

describe("50,000 IMDb reviews", { skip }, () => {
  let reviews: Dataset | undefined;
  const read = async () => {
    reviews ??= await readDataset(sharedData("imdb/imdb-50k.csv.gz")!);
    return reviews;
  };

  test("123 texts straddle the official split, and the warning says so", async () => {
    const official = await readDataset(sharedData("imdb/imdb-50k-splits.csv.gz")!, {
      text: "text_sha256_16",
      label: "label",
      extra: ["row", "split"],
    });
    assert.deepEqual(official.extra["row"]!.slice(0, 3), ["0", "1", "2"]);
    const joined = { ...(await read()), extra: official.extra };
    const config = splitConfig.parse({ method: "column", column: "split", validationSize: 0.1 });
    const { train, validation, test: tested, warnings } = splitDataset(joined, config, 0);
    assert.deepEqual([train.length, validation.length, tested.length], [22500, 2500, 25000]);
    assert.deepEqual(
      warnings.map(({ code, count }) => [code, count]),
      [["duplicates-straddle", 123]],
    );
    assert.match(warnings[0]!.message, /123 texts \(246 rows: .* occur in more than one part/);
  });

  test("no text straddles a split of ours", async () => {
    const dataset = await read();
    const { train, validation, test: tested } = splitDataset(dataset, splitConfig.parse({}), 0);
    assert.deepEqual([train.length, validation.length, tested.length], [36000, 4000, 10000]);
    const positive = (rows: Uint32Array) => rows.filter((row) => dataset.labels.ids[row] === 1).length;
    assert.deepEqual([train, validation, tested].map(positive), [18000, 2000, 5000]);
    const seen = new Map<string, number>();
    for (const [part, rows] of [train, validation, tested].entries())
      for (const row of rows) {
        const text = normaliseForDuplicates(textAt(dataset.texts, row));
        assert.equal(seen.get(text) ?? part, part);
        seen.set(text, part);
      }
  });

  test("an inspection finds the published figures", async () => {
    const found = await inspectFile(sharedData("imdb/imdb-50k.csv.gz")!);
    const { min, median, mean, max } = found.lengths.characters;
    assert.deepEqual([min, median, Math.round(mean), max], [32, 970, 1309, 13704]);
    assert.deepEqual([found.lengths.words.median, found.lengths.words.max], [173, 2470]);
    assert.deepEqual(
      found.labels.map(({ label, rows }) => [label, rows]),
      [
        ["negative", 25000],
        ["positive", 25000],
      ],
    );
    assert.equal(found.duplicates.rows, 418);
    assert.equal(found.conflicts.texts, 0);
    assert.equal(found.labels[0]!.tellingWords[0]!.word, "bad");
    assert.equal(found.labels[1]!.tellingWords[0]!.word, "great");
  });
});
