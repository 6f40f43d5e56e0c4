/** @file What changed between two tables: each change is counted once, under its right name. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { diffData } from "../../src/lifecycle/data-versions/index.ts";
import { csvOf, openTestHome, sampleRows } from "./version-home.ts";

describe("differences between tables", () => {
  test("rows added, removed, relabelled, edited and moved are told apart", async () => {
    const home = openTestHome();
    const rows = sampleRows(200);
    const changed = rows.map((row) => [...row]);
    changed[10]![1] = "neutral"; // relabelled
    changed[20]![0] = `${changed[20]![0]} indeed`; // edited
    changed[30] = [`${changed[30]![0]} really`, "neutral"]; // edited and relabelled
    changed[40] = ["something else altogether, in other words", "positive"]; // removed and added
    changed.splice(50, 1); // removed
    changed.splice(60, 0, ["a row that was not there before", "negative"]); // added
    const [moved] = changed.splice(100, 1);
    changed.push(moved!);
    await home.add(home.file(csvOf(rows)));
    await home.add(home.file(csvOf(changed)));
    const diff = await diffData(await home.source("reviews@v1"), await home.source("reviews@v2"));
    assert.deepEqual(diff.counts, {
      unchanged: 195,
      moved: 1,
      added: 2,
      removed: 2,
      relabelled: 1,
      edited: 2,
      editedAndRelabelled: 1,
      otherwiseChanged: 0,
    });
    assert.deepEqual(
      diff.examples.relabelled.map(({ before, after }) => [before.row, before.label, after.row, after.label]),
      [[11, rows[10]![1], 11, "neutral"]],
    );
    assert.deepEqual(
      diff.examples.edited.map(({ before, after }) => [before.row, after.row]),
      [
        [21, 21],
        [31, 31],
      ],
    );
    assert.deepEqual(
      diff.examples.removed.map(({ row }) => row),
      [41, 51],
    );
    assert.deepEqual(diff.profile.labels.find(({ label }) => label === "neutral")?.rows, { before: 0, after: 2 });
  });

  test("equal tables differ in nothing, a file and a version are compared alike, duplicates stand in for each other", async () => {
    const home = openTestHome();
    const rows = [...sampleRows(50), ...sampleRows(50), ...sampleRows(20)];
    const file = home.file(csvOf(rows));
    await home.add(file);
    const same = await diffData(await home.source("reviews"), file);
    assert.equal(same.counts.unchanged, 120);
    assert.equal(same.counts.moved + same.counts.added + same.counts.removed + same.counts.edited, 0);
    const fewer = await diffData(file, home.file(csvOf(rows.toSpliced(55, 1))));
    assert.deepEqual([fewer.counts.unchanged, fewer.counts.removed, fewer.counts.moved], [119, 1, 0]);
  });

  test("a key finds rows again whatever became of them", async () => {
    const home = openTestHome();
    const before = home.file("id,text,label\n1,one,a\n2,two,b\n3,three,a\n");
    const after = home.file("id,text,label\n3,drei,a\n4,four,b\n2,two,a\n");
    const { counts } = await diffData(before, after, { key: "id" });
    assert.deepEqual([counts.edited, counts.relabelled, counts.added, counts.removed], [1, 1, 1, 1]);
  });

  test("columns that one side lacks are named, and other cells are no other text", async () => {
    const home = openTestHome();
    const before = home.file("text,label,note,old\na,x,1,o\nb,y,2,o\n");
    const after = home.file("text,label,note,new\na,x,1,n\nb,y,3,n\n");
    const { counts, columns } = await diffData(before, after);
    assert.deepEqual([counts.unchanged, counts.otherwiseChanged], [1, 1]);
    assert.deepEqual(columns, { added: ["new"], removed: ["old"] });
  });

  test("counts always add up", async () => {
    const random = createRandom("sums");
    const home = openTestHome();
    for (let round = 0; round < 5; round++) {
      const rows = sampleRows(80, `${round}`);
      const others = rows.flatMap((row) => (random.float() < 0.3 ? [] : random.float() < 0.3 ? [row, row] : [row]));
      const { counts } = await diffData(home.file(csvOf(rows)), home.file(csvOf(others)));
      const pairs = counts.relabelled + counts.edited + counts.otherwiseChanged;
      assert.equal(counts.unchanged + counts.removed + pairs, rows.length);
      assert.equal(counts.unchanged + counts.added + pairs, others.length);
    }
  });
});
