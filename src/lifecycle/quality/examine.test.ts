import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { textAt } from "../text/index.ts";
import { checkDataset } from "./examine.ts";
import { failureOf } from "./failure.ts";
import { sampleDataset, troubledDataset } from "./quality.sample.ts";

const dataset = troubledDataset();
const long = textAt(dataset.texts, 0);

describe("a check", () => {
  test("finds what is wrong, with rows and the command that mends it", async () => {
    const { findings } = await checkDataset({ dataset, splitColumn: "split", skip: ["imbalance"] });
    const byCode = Object.fromEntries(findings.map((finding) => [finding.code, finding]));
    assert.deepEqual([...byCode["exact-duplicates"]!.droppable], [1]);
    assert.deepEqual([...byCode["conflicting-labels"]!.droppable], [3, 4]);
    assert.deepEqual([...byCode["near-duplicates"]!.droppable], [1, 2]);
    assert.deepEqual([...byCode["straddling-duplicates"]!.droppable], [0, 2], "the test part stays whole");
    assert.equal(byCode["straddling-duplicates"]!.severity, "error");
    assert.deepEqual([...byCode["near-empty-texts"]!.droppable], [6]);
    assert.deepEqual([...byCode["mojibake"]!.droppable], [5]);
    assert.equal(byCode["html-entities"]!.command, "lexops data clean sample.csv --repair html-entities --output NEW");
    assert.deepEqual(byCode["personal-data"]!.figures, { "rows with mail addresses": 1, "rows with card numbers": 1 });
    assert.ok(byCode["personal-data"]!.examples.every(({ excerpt }) => excerpt === null));
  });

  test("looks for the rows of another file", async () => {
    const other = sampleDataset([
      ["something else", null],
      [`${long} today`, null],
    ]);
    const { findings } = await checkDataset({ dataset, other, only: ["duplicates"] });
    const shared = findings.find(({ code }) => code === "shared-with-other")!;
    assert.deepEqual([...shared.droppable], [0, 1, 2]);
    assert.equal(shared.examples[0]!.note, "row 2 of the other file");
  });

  test("gives the same report for any number of threads", async () => {
    const reports = await Promise.all(
      [1, 3].map(async (threads) => (await checkDataset({ dataset, splitColumn: "split", threads })).report),
    );
    assert.deepEqual(reports[0], reports[1]);
  });

  test("fails from the wished severity on", async () => {
    const { report } = await checkDataset({ dataset, only: ["duplicates"] });
    assert.equal(failureOf(report, "error"), null);
    assert.match(failureOf(report, "warning")!, /^The check of sample\.csv failed: \d findings are at least a warning/);
  });

  test("names a detector that is meant", async () => {
    await assert.rejects(checkDataset({ dataset, only: ["duplicate"] }), { remedy: /Did you mean "duplicates"/ });
    await assert.rejects(checkDataset({ dataset, settings: { duplicates: { jacard: 1 } } }), /unknown field "jacard"/);
  });
});
