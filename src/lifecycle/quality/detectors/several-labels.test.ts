/** @file What detectors find where texts may have several labels. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../../foundation/index.ts";
import { checkDataset } from "../examine.ts";
import { renderCheck, renderCheckHtml } from "../index.ts";
import { severalLabelsDataset } from "../quality.sample.ts";

const random = createRandom("several labels");
const neutral = "the order was late again and nobody told us when it would come to our house or whom to ask".split(" ");
const sentence = () => Array.from({ length: 12 }, () => neutral[random.integer(neutral.length)]!).join(" ");

async function found(...request: Parameters<typeof checkDataset>) {
  const { findings, report } = await checkDataset(...request);
  return { byCode: Object.fromEntries(findings.map((finding) => [finding.code, finding])), report };
}

describe("where texts may have several labels", () => {
  test("copies agree where their sets do; the report says on which labels they do not", async () => {
    const { byCode, report } = await found({
      dataset: severalLabelsDataset([
        ["one text with the same labels", ["a", "b"]],
        ["One text  with the same labels", ["b", "a"]],
        ["one text with other labels", ["a", "b"]],
        ["one text with other labels", ["a"]],
        ["one text with and without a label", ["c"]],
        ["one text with and without a label", []],
        ["nothing is wrong with this one", []],
      ]),
      columnFlags: { labels: "a,b,c" },
      only: ["duplicates"],
    });
    assert.deepEqual([...byCode["exact-duplicates"]!.droppable], [1]);
    const conflict = byCode["conflicting-labels"]!;
    assert.deepEqual([...conflict.droppable], [2, 3, 4, 5]);
    assert.equal(conflict.title, "2 texts have copies with other labels (4 rows)");
    assert.deepEqual(conflict.figures, {
      texts: 2,
      "highest subset accuracy that is possible": "71.4 %",
      'texts whose copies disagree on "b"': 1,
      'texts whose copies disagree on "c"': 1,
    });
    assert.deepEqual(
      conflict.examples.map(({ note }) => note),
      ["a + b / a", "c / (none)"],
    );
    assert.equal(
      conflict.command,
      "lexops data clean sample.csv --labels a,b,c --drop conflicting-labels --output NEW",
    );
    assert.deepEqual(report.labels, [
      { label: "a", rows: 4 },
      { label: "b", rows: 3 },
      { label: "c", rows: 1 },
    ]);
    assert.match(renderCheck(report, { color: false, width: 100 }), /7 rows; 3 labels, several a text/);
    assert.match(renderCheckHtml(report), /3 labels, several a text/);
  });

  test("a token that gives one label away is a leak, whatever other labels its texts have", async () => {
    const rows = Array.from({ length: 300 }, (_, row) => {
      const labels = ["spam", "odd", "third"].filter((_label, at) => row % (at + 2) === 0);
      return [`${sentence()} ${labels.includes("spam") && row % 20 !== 0 ? "src42" : ""}`, labels] as const;
    });
    const { byCode } = await found({ dataset: severalLabelsDataset(rows), only: ["label-leaks"] });
    assert.deepEqual(Object.keys(byCode["label-leaks"]!.figures), ['"src42" → "spam"']);
    assert.match(String(Object.values(byCode["label-leaks"]!.figures)[0]), /of 135 texts; in 90\.0 % of the label's$/);
  });

  test("labels are counted one by one: uneven and rare ones, slips, other shares in another part", async () => {
    const rows = Array.from({ length: 400 }, (_, row) => {
      const late = row >= 200;
      return [
        sentence(),
        [
          "frequent",
          ...(row % 4 < (late ? 3 : 1) ? ["growing"] : []),
          ...(row === 7 ? ["growin"] : []),
          ...(row < 3 ? ["rare"] : []),
        ],
      ] as const;
    });
    const part = rows.map((_, row) => (row >= 200 ? "test" : "train"));
    const { byCode } = await found({
      dataset: severalLabelsDataset(rows, { part }),
      splitColumn: "part",
      only: ["imbalance", "label-typos", "shift"],
    });
    assert.match(byCode["class-imbalance"]!.title, /^"frequent" has 400 times as many rows as "growin"/);
    assert.deepEqual([...byCode["rare-labels"]!.droppable], [0, 1, 2, 7]);
    assert.deepEqual(byCode["label-typos"]!.figures, { '"growin" for "growing"': "1" });
    assert.deepEqual(byCode["label-typos"]!.examples[0]!.rows, [8]);
    assert.match(String(byCode["split-label-shift"]!.figures["growing"]), /^25\.0 % → 75\.0 %/);
  });

  test("labels that are missing or given wrongly are found, the same for any number of threads", async () => {
    const words = { billing: "invoice refund", delivery: "parcel courier", praise: "splendid lovely" };
    const names = Object.keys(words) as (keyof typeof words)[];
    const flips = new Map(Array.from({ length: 12 }, (_, at) => [at * 25 + 7, names[at % 3]!] as const));
    const rows = Array.from({ length: 300 }, (_, row) => {
      const own = names.filter(() => random.float() < 0.4);
      const flipped = flips.get(row);
      const given = names.filter((name) => own.includes(name) !== (name === flipped));
      return [`${sentence()} ${own.map((name) => words[name]).join(" ")} ${row}`, given] as const;
    });
    const dataset = severalLabelsDataset(rows);
    const { byCode, report } = await found({ dataset, only: ["label-errors"] });
    const finding = byCode["label-errors"]!;
    const hits = finding.droppable.filter((row) => flips.has(row)).length;
    assert.ok(hits >= 10 && finding.count <= hits + 2, `${hits} of ${finding.count}`);
    assert.equal(finding.confidence, "possible");
    const [[row, name]] = [...flips].filter(([at]) => at === finding.examples[0]!.rows[0]! - 1) as [[number, string]];
    const verb = rows[row]![1].includes(name as never) ? "has" : "lacks";
    assert.match(finding.examples[0]!.note, new RegExp(`^${verb} "${name}", models say`));
    assert.deepEqual((await found({ dataset, only: ["label-errors"], threads: 3 })).report, report);
  });

  test("models that know little make a note of their doubts", async () => {
    const rows = Array.from(
      { length: 200 },
      () => [sentence(), ["a", "b"].filter(() => random.float() < 0.5)] as const,
    );
    const { byCode } = await found({ dataset: severalLabelsDataset(rows), only: ["label-errors"] });
    const finding = byCode["label-errors"]!;
    assert.deepEqual([finding.severity, finding.confidence, finding.command], ["note", "doubtful", null]);
  });

  test("no label at all is no trouble", async () => {
    const dataset = severalLabelsDataset(Array.from({ length: 60 }, () => [sentence(), []] as const));
    await found({ dataset });
  });
});
