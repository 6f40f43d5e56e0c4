import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDataset } from "../examine.ts";
import { renderCheck } from "../index.ts";
import { sampleDataset } from "../quality.sample.ts";
import { doubtStanding } from "./doubt-standing.ts";

/** Of 100 rows, `first` with the first label, the models get all but `wrong` right; `doubted` of those are doubted. */
function standing(first: number, wrong: number, doubted: number, sureness = 0.9) {
  const labelIds = Int32Array.from({ length: 100 }, (_, row) => (row < first ? 0 : 1));
  const likeliest = labelIds.map((id, row) => (row < wrong ? 1 - id : id));
  const probabilities = Float64Array.from(
    [...likeliest].flatMap((id) => (id === 0 ? [sureness, 1 - sureness] : [1 - sureness, sureness])),
  );
  const rows = Uint32Array.from({ length: doubted }, (_, row) => row);
  return doubtStanding({ labels: 2, labelIds, probabilities }, { likeliest, rows });
}

test("how sure a doubt is follows from accuracy, skill and whether the models' own mistakes explain it", () => {
  assert.equal(standing(50, 10, 5).confidence, "likely");
  assert.equal(standing(50, 10, 3).confidence, "possible");
  assert.equal(standing(50, 15, 10).confidence, "possible");
  assert.equal(standing(50, 25, 20).confidence, "doubtful");
  assert.equal(standing(85, 10, 5).confidence, "doubtful", "little better than the most frequent label");
  assert.equal(standing(100, 0, 0).confidence, "doubtful", "one label only");
  const { accuracy, majority, sure } = standing(60, 10, 5);
  assert.deepEqual([accuracy, majority, sure], [0.9, 0.6, { rows: 100, agreement: 0.9 }]);
  assert.deepEqual(standing(60, 10, 5, 0.7).sure, { rows: 0, agreement: 0 });
});

test("models that know little make a note, not a warning, and the report says so", async () => {
  const words = ["up", "down", "flat", "sales", "rose", "fell"];
  const rows = Array.from({ length: 240 }, (_, row) => {
    const text = [row % 6, (row * 7) % 5, (row * 11) % 6].map((at) => words[at]!).join(" ");
    return [`${text} ${row % 17}`, (row * 13) % 7 < 3 ? "bad" : "good"] as const;
  });
  const { report } = await checkDataset({ dataset: sampleDataset(rows), only: ["label-errors"] });
  const [finding] = report.findings;
  assert.equal(finding!.confidence, "doubtful");
  assert.equal(finding!.severity, "note");
  assert.match(finding!.title, /^\d+ labels are doubted, by models that are often wrong themselves$/);
  for (const width of [40, 80])
    for (const line of renderCheck(report, { width, color: false }).split("\n"))
      assert.ok(line.length <= width || line.includes("lexops data clean"), line);
});
