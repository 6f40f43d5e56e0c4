import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { convertFile } from "../convert-file.ts";
import { readDataset } from "../index.ts";
import { temporaryFolder, writeSample } from "../test-files.sample.ts";
import { readTable } from "./table.sample.ts";

const folder = temporaryFolder();
let files = 0;
const sample = (tasks: unknown) =>
  writeSample(folder, `${files++}.json`, typeof tasks === "string" ? tasks : JSON.stringify(tasks));

const choice = (choices: unknown, from = "sentiment") => ({
  id: "x1",
  from_name: from,
  to_name: "text",
  type: "choices",
  value: { choices },
});
const task = (id: number, text: string, ...annotations: unknown[]) => ({
  id,
  data: { text, source: "mail" },
  annotations,
  predictions: [],
  meta: { more: ["fields", "are", "fine"] },
});

describe("reading", () => {
  test("ids, data and the choices that were made", async () => {
    const file = sample([
      task(7, "good", { id: 1, result: [choice(["Positive"])] }),
      task(9, "bad", { id: 2, result: [choice(["Negative"])] }),
      task(11, "not yet"),
    ]);
    const { columns, rows, summary } = await readTable(file);
    assert.deepEqual(columns, ["id", "text", "source", "sentiment"]);
    assert.deepEqual(rows, [
      ["7", "good", "mail", "Positive"],
      ["9", "bad", "mail", "Negative"],
      ["11", "not yet", "mail", null],
    ]);
    assert.equal(summary.format, "label-studio");
    const { labels, textColumn, labelColumn, warnings } = await readDataset(file);
    assert.deepEqual([textColumn, labelColumn, labels.names], ["text", "sentiment", ["Negative", "Positive"]]);
    assert.deepEqual([...labels.ids], [1, 0, -1]);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ["missing-labels"],
    );
  });

  test("ground truth counts before others; cancelled ones never; regions are left out with a warning", async () => {
    const file = sample([
      task(
        1,
        "a",
        { was_cancelled: true, result: [choice(["no"])] },
        { result: [choice(["other"])] },
        { ground_truth: true, result: [choice(["yes"]), { type: "labels", value: { start: 0 } }] },
      ),
      task(2, "b", { result: [choice(["no"])] }),
    ]);
    const { rows, summary } = await readTable(file);
    assert.deepEqual(
      rows.map((cells) => cells[3]),
      ["yes", "no"],
    );
    assert.deepEqual(
      summary.warnings.map(({ code, rows: named }) => [code, named]),
      [
        ["several-annotations", [1]],
        ["other-annotations", [1]],
      ],
    );
  });

  test("several choices are a list; controls have columns of their own; names that are taken get another", async () => {
    const file = sample([
      { id: 1, data: { id: "own", text: "a", topic: "t" }, annotations: [{ result: [choice(["x", "y"], "topic")] }] },
      { id: 2, data: { text: "b" }, annotations: [{ result: [choice(["x"], "topic"), choice(["new"], "later")] }] },
    ]);
    const { columns, rows } = await readTable(file);
    assert.deepEqual(columns, ["id", "data.id", "text", "topic", "annotation.topic", "later"]);
    assert.deepEqual(rows, [
      ["1", "own", "a", "t", ["x", "y"], null],
      ["2", null, "b", null, ["x"], "new"],
    ]);
  });

  test("large tasks that cross the blocks of the file", async () => {
    const text = `${'long \\ " [{ text '.repeat(60_000)}`;
    const tasks = [1, 2, 3].map((id) => task(id, `${text}${id}`, { result: [choice([`${id}`])] }));
    const { rows } = await readTable(sample(JSON.stringify(tasks, null, 2)));
    assert.deepEqual(
      rows.map(([id, words]) => [id, words === `${text}${id}`]),
      [
        ["1", true],
        ["2", true],
        ["3", true],
      ],
    );
  });
});

describe("what is wrong is said with its path", () => {
  const good = task(1, "a", { result: [choice(["x"])] });
  for (const [name, tasks, message] of [
    [
      "choices",
      [good, good, good, task(2, "b", { result: [choice(["x"]), choice(5)] })],
      /: \[3\]\.annotations\[0\]\.result\[1\]\.value\.choices must be a list, and is a number\./,
    ],
    [
      "a choice",
      [task(1, "a", { result: [choice([null])] })],
      /\[0\]\.annotations\[0\]\.result\[0\]\.value\.choices\[0\] must be a text, and is null/,
    ],
    [
      "no value",
      [task(1, "a", { result: [{ type: "choices", from_name: "x" }] })],
      /\[0\]\.annotations\[0\]\.result\[0\]\.value is missing; it must be an object/,
    ],
    ["no data", [good, { id: 1, annotations: [] }], /\[1\]\.data is missing/],
    ["annotations", [{ data: {}, annotations: { a: 1 } }], /\[0\]\.annotations must be a list, and is an object/],
    ["a result", [task(1, "a", { id: 4 })], /\[0\]\.annotations\[0\]\.result is missing/],
    ["a task", [good, "text"], /\[1\] must be an object, and is a string/],
    ["no JSON", `[${JSON.stringify(good)}, {"data": }]`, /\[1\] is not JSON/],
    ["nothing between commas", `[${JSON.stringify(good)}, , {}]`, /has nothing where its item \[1\] should be/],
    ["more after the list", `[${JSON.stringify(good)}] {}`, /has more text after its list of 1 tasks/],
    ["cut off", JSON.stringify([good, good]).slice(0, -30), /ends within its item \[1\]; it was probably cut off/],
  ] as const)
    test(name, async () => {
      await assert.rejects(readTable(sample(tasks)), { code: "data/invalid-json-structure", message });
    });

  test("a list that holds no tasks stays what it was", async () => {
    await assert.rejects(readTable(sample([{ text: "a" }])), { code: "data/unknown-format", message: /Label Studio/ });
  });
});

test("what is written has ids, annotations and what Label Studio imports", async () => {
  const file = writeSample(folder, "rows.csv", "id,text,label,n\n5,fine,good,1\nx,odd,,2\n");
  const target = path.join(folder, "written.json");
  await convertFile(file, target);
  assert.deepEqual(JSON.parse(readFileSync(target, "utf8")), [
    {
      id: 5,
      data: { text: "fine", n: "1" },
      annotations: [
        { result: [{ from_name: "label", to_name: "text", type: "choices", value: { choices: ["good"] } }] },
      ],
    },
    { data: { id: "x", text: "odd", n: "2" }, annotations: [] },
  ]);
});

test("labels as predictions to be reviewed, with their scores; what is read back are the annotations", async () => {
  const file = writeSample(folder, "predicted.csv", "id,text,label,score\n5,fine,good,0.75\n6,odd,bad,high\n");
  const target = path.join(folder, "predicted.json");
  await convertFile(file, target, { asPredictions: true });
  const result = (choice: string) => [
    { from_name: "label", to_name: "text", type: "choices", value: { choices: [choice] } },
  ];
  assert.deepEqual(JSON.parse(readFileSync(target, "utf8")), [
    {
      id: 5,
      data: { text: "fine", score: "0.75" },
      annotations: [],
      predictions: [{ score: 0.75, result: result("good") }],
    },
    { id: 6, data: { text: "odd", score: "high" }, annotations: [], predictions: [{ result: result("bad") }] },
  ]);
  assert.deepEqual((await readTable(target)).columns, ["id", "text", "score"]);
});
