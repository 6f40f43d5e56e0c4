import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { matchLabels, readDataset, requireTwoLabels } from "./index.ts";
import { temporaryFolder, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
const dataset = (content: string) => readDataset(writeSample(folder, "labels.csv", content));

describe("a file's labels among known ones", () => {
  test("become the known ids", async () => {
    const { ids, warnings } = matchLabels(await dataset("text,label\na,pos\nb,\nc,neg\n"), ["neg", "neutral", "pos"]);
    assert.deepEqual([...ids], [2, -1, 0]);
    assert.deepEqual(warnings, []);
  });

  test("unknown ones are refused with row, column and the nearest", async () => {
    const data = await dataset("text,label\na,pos\nb,ps\nc,neg\nd,ps\n");
    assert.throws(() => matchLabels(data, ["neg", "pos"]), {
      code: "data/unknown-label",
      message: /row 2, column "label" holds "ps", which is not among the known labels; 2 rows hold such labels/,
      remedy: 'Did you mean "pos"? Known: neg, pos.',
    });
  });

  test("or left out and counted", async () => {
    const data = await dataset("text,label\na,pos\nb,ps\nc,neg\nd,ps\n");
    const { ids, warnings } = matchLabels(data, ["neg", "pos"], { unknown: "leave-out" });
    assert.deepEqual([...ids], [1, -1, 0, -1]);
    assert.deepEqual(
      warnings.map(({ code, count, rows }) => [code, count, rows]),
      [["unknown-labels", 2, [2, 4]]],
    );
  });

  test("fewer than two labels are too few to learn from", async () => {
    const one = await dataset("text,label\na,x\nb,x\n");
    assert.throws(() => requireTwoLabels(one), { code: "data/too-few-labels", message: /holds only one label, "x"/ });
    const none = await dataset("text,label\na,\nb,\n");
    assert.throws(() => requireTwoLabels(none), { code: "data/too-few-labels", message: /holds no label at all/ });
    requireTwoLabels(await dataset("text,label\na,x\nb,y\n"));
  });
});
