/** @file Versions hold exactly what was added, whatever was stored before, and store only what is new. */
import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { createRandom } from "../../src/foundation/index.ts";
import { convertFile } from "../../src/lifecycle/data/index.ts";
import { allRows, type Cell, csvOf, openTestHome, sampleRows } from "./version-home.ts";

const withHeader = (rows: readonly (readonly string[])[]): readonly (readonly Cell[])[] => [["text", "label"], ...rows];

describe("versions of data sets", () => {
  test("give back every cell: quotes, line breaks, empty cells, missing cells", async () => {
    const home = openTestHome();
    const { version } = await home.add(home.file('text,label,note\n"a ""b""\nc",x,\nd,,e\nf\n"",y,""\n'));
    assert.deepEqual(await allRows(await home.source("reviews")), [
      ["text", "label", "note"],
      ['a "b"\nc', "x", ""],
      ["d", "", "e"],
      ["f", null, null],
      ["", "y", ""],
    ]);
    assert.deepEqual(version.manifest.roles, { text: "text", labels: ["label"], group: null, time: null, split: null });
  });

  test("the same content is the same version, whatever file or home it came from", async () => {
    const [one, other] = [openTestHome(), openTestHome()];
    const rows = sampleRows(500);
    const first = await one.add(one.file(csvOf(rows)));
    const again = await one.add(one.file(csvOf(rows), "tsv.csv"));
    assert.deepEqual([first.added, again.added, again.version.title], [true, false, "reviews@v1"]);
    assert.equal(again.storedBytes, 0);
    await other.add(other.file(csvOf(rows.slice(0, 100))), "mails");
    const elsewhere = await other.add(other.file(csvOf(rows)), "mails");
    assert.equal(elsewhere.version.record.id, first.version.record.id); // one stored whole, one as changes
    assert.equal(elsewhere.keptRows, 100);
  });

  test("any row, label, order or fact that differs is another version", async () => {
    const home = openTestHome();
    const rows = sampleRows(50);
    const ids = new Set<string>();
    const add = async (changed: string[][], facts = {}) => {
      const { version } = await home.add(home.file(csvOf(changed)), "reviews", facts);
      ids.add(version.record.id);
    };
    await add(rows);
    await add(rows.toSpliced(3, 1));
    await add(rows.with(3, [rows[3]![0]!, "other"]));
    await add(rows.with(3, rows[4]!).with(4, rows[3]!));
    await add([...rows, rows[0]!]);
    await add(rows, { licence: "CC0-1.0" });
    await add(rows, { licence: "CC0-1.0", notes: "twice" });
    assert.equal(ids.size, 7);
  });

  for (const [size, largeBytes] of [
    ["small", undefined],
    ["large", 0],
  ] as const)
    test(`after any changes each version of a ${size} table still gives its rows in its order`, async () => {
      const random = createRandom("changes");
      const home = openTestHome(largeBytes);
      let rows = sampleRows(600);
      const kept: string[][][] = [];
      for (let round = 0; round < 8; round++) {
        const next = rows.map((row) => (random.float() < 0.02 ? [`${row[0]} edited ${round}`, row[1]!] : row));
        for (let change = 0; change < 6; change++) {
          const at = random.integer(next.length);
          const kind = random.integer(4);
          if (kind === 0) next.splice(at, 1 + random.integer(5));
          else if (kind === 1) next.splice(at, 0, [`new ${round} ${change}`, "positive"]);
          else if (kind === 2) next.splice(random.integer(next.length), 0, ...next.splice(at, 3));
          else next.splice(at, 0, next[random.integer(next.length)]!, next[random.integer(next.length)]!);
        }
        rows = next;
        const { version, keptRows } = await home.add(home.file(csvOf(rows)));
        assert.ok(round === 0 || keptRows > rows.length * 0.85, `round ${round} kept ${keptRows} of ${rows.length}`);
        assert.equal(version.record.number, round + 1);
        kept.push(rows);
      }
      for (const [at, expected] of kept.entries())
        assert.deepEqual(await allRows(await home.source(`reviews@v${at + 1}`)), withHeader(expected));
    });

  test("one per cent of the rows changed stores at most five per cent more", async () => {
    const random = createRandom("one per cent");
    const home = openTestHome();
    const rows = sampleRows(12_000);
    const first = await home.add(home.file(csvOf(rows)));
    const changed = rows.map((row) => (random.float() < 0.01 ? [`${row[0]}!`, row[1]!] : row));
    const second = await home.add(home.file(csvOf(changed)));
    assert.ok(second.storedBytes <= 0.05 * first.storedBytes, `${second.storedBytes} after ${first.storedBytes}`);
    assert.deepEqual(await allRows(await home.source("reviews@v2")), withHeader(changed));
  });

  test("a large table is read side by side with the version before: long stretches gone or new, nulls, the very end", async () => {
    const home = openTestHome(0);
    const rows = sampleRows(4000);
    const withNulls = (table: readonly (readonly string[])[]) =>
      `text,label\n${table.map(([text, label], row) => (row % 7 === 0 ? `"${text!.replaceAll('"', '""')}"\n` : `"${text!.replaceAll('"', '""')}",${label}\n`)).join("")}`;
    const tables = [
      rows,
      rows.toSpliced(3990, 10), // the end is gone
      [...rows.slice(0, 3990), ["added", "x"], ["at the end", "y"]],
      rows.toSpliced(1000, 40).toSpliced(100, 0, ...sampleRows(40, "other")),
      rows.toSpliced(600, 500), // further than is looked ahead: found by hashes
      rows.map((row, at) => (at % 3 === 0 ? [`${row[0]} !`, row[1]!] : row)),
    ];
    for (const [at, table] of tables.entries()) {
      const file = home.file(withNulls(table));
      const { keptRows, version } = await home.add(file);
      if (at > 0) assert.ok(keptRows > table.length * 0.4, `table ${at} kept ${keptRows}`);
      assert.deepEqual(await allRows(await home.source("reviews")), await allRows(file), `table ${at}`);
      assert.equal(version.record.number, at + 1);
    }
  });

  test("a shuffled or mostly new file is stored afresh, many small changes are brought together", async () => {
    const random = createRandom("shuffled");
    const home = openTestHome();
    const rows = sampleRows(300);
    await home.add(home.file(csvOf(rows)));
    const shuffled = rows.map((row) => ({ row, key: random.float() })).sort((a, b) => a.key - b.key);
    const { version } = await home.add(home.file(csvOf(shuffled.map(({ row }) => row))));
    assert.ok(version.layout.parts.length <= 2);
    let growing = rows;
    for (let round = 0; round < 35; round++) {
      growing = [...growing, [`further ${round}`, "positive"]];
      const added = await home.add(home.file(csvOf(growing)), "growing");
      assert.ok(added.version.layout.parts.length <= 33);
    }
    assert.deepEqual(await allRows(await home.source("growing")), withHeader(growing));
  });

  test("other columns are another shape, stored afresh, under the roles that still hold", async () => {
    const home = openTestHome();
    await home.add(home.file("review,kind,author\na,x,p\nb,y,q\n"), "reviews", {
      text: "review",
      label: "kind",
      group: "author",
      licence: "MIT",
    });
    const { version } = await home.add(home.file("id,review,kind\n1,a,x\n2,b,y\n"));
    assert.deepEqual(version.manifest.roles, {
      text: "review",
      labels: ["kind"],
      group: null,
      time: null,
      split: null,
    });
    assert.equal(version.manifest.licence, "MIT");
    assert.deepEqual(await allRows(await home.source("reviews")), [
      ["id", "review", "kind"],
      ["1", "a", "x"],
      ["2", "b", "y"],
    ]);
  });

  test("JSONL with lists and late columns comes back as it was", async () => {
    const home = openTestHome();
    const lines = ['{"text":"a","labels":["x","y"]}', '{"text":"b","labels":"z"}', '{"text":"c","extra":3}'];
    await home.add(home.file(`${lines.join("\n")}\n`, "jsonl"), "reviews", { text: "text", label: "labels" });
    assert.deepEqual(await allRows(await home.source("reviews")), [
      ["text", "labels", "extra"],
      ["a", ["x", "y"], null],
      ["b", "z", null],
      ["c", null, "3"],
    ]);
  });

  test("numbers stay numbers when a version is exported, to the last digit", async () => {
    const home = openTestHome();
    const lines = [
      '{"text":"a","n":12345678901234567890,"b":true}',
      '{"text":"\\"1\\"","n":"7","b":null}',
      '{"text":"c","n":1.50}',
    ];
    await home.add(home.file(`${lines.join("\n")}\n`, "jsonl"));
    assert.deepEqual(await allRows(await home.source("reviews")), [
      ["text", "n", "b"],
      ["a", String(JSON.parse(lines[0]!).n), "true"],
      ['"1"', "7", null],
      ["c", "1.5", null],
    ]);
    const target = path.join(path.dirname(home.folder), "exported.jsonl");
    await convertFile(await home.source("reviews"), target, {});
    const written = readFileSync(target, "utf8").trimEnd().split("\n");
    assert.deepEqual(
      written.map((line) => JSON.parse(line) as unknown),
      lines.map((line) => ({ b: null, ...(JSON.parse(line) as object) })),
    );
  });

  test("a split that was decided is a column, and is decided again alike for the next version", async () => {
    const home = openTestHome();
    const config = {
      method: "random",
      testSize: 0.3,
      validationSize: 0,
      column: null,
      orderIndependent: true,
    } as const;
    const rows = sampleRows(400);
    const { version } = await home.add(home.file(csvOf(rows)), "reviews", { assign: { config, seed: 7 } });
    const first = await allRows(await home.source("reviews"));
    assert.deepEqual(first[0], ["text", "label", "split"]);
    assert.equal(first.filter((row) => row[2] === "test").length, version.manifest.split?.counts.test);
    await home.add(home.file(csvOf(rows.slice(1))));
    assert.deepEqual((await allRows(await home.source("reviews"))).slice(1), first.slice(2));
  });

  test("labels with a column of 0 and 1 each are checked, balanced by a split, and still known for the next version", async () => {
    for (const largeBytes of [0, undefined]) {
      const home = openTestHome(largeBytes);
      const table = (odd: string) =>
        `text,a,b,c\n${Array.from({ length: 400 }, (_, row) => `"text, ${row}",${row % 2},${row % 5 === 0 ? "1" : "0"},${row === 390 ? odd : "0"}`).join("\n")}\n`;
      const config = { method: "stratified", testSize: 0.5, validationSize: 0, column: null, orderIndependent: false };
      const { version, warnings } = await home.add(home.file(table("1")), "comments", {
        labels: ["a,b,c"],
        assign: { config: { ...config, method: "stratified" }, seed: 1 },
      });
      assert.deepEqual(version.manifest.roles.labels, ["a", "b", "c"]);
      assert.match(warnings[0]!.message, /160 rows of 400 .* none of the labels/);
      const inTest = (await allRows(await home.source("comments"))).filter((row) => row[4] === "test");
      for (const [column, share] of [0.5, 0.2].entries()) {
        const found = inTest.filter((row) => row[column + 1] === "1").length / inTest.length;
        assert.ok(Math.abs(found - share) < 0.02, `column ${column}: ${found}`);
      }
      const next = await home.add(home.file(table("0")), "comments");
      assert.deepEqual(next.version.manifest.roles.labels, ["a", "b", "c"]);
      assert.equal(next.keptRows, 399);
      const roles = (await home.source("comments")).roles;
      assert.deepEqual([roles.label, roles.labels], [undefined, ["a", "b", "c"]]);
      await assert.rejects(home.add(home.file(table("2")), "comments"), {
        code: "data/label-flag",
        message: /row 391/,
      });
      await assert.rejects(home.add(home.file(table("1")), "other", { labels: ["a"] }), {
        code: "data-versions/single-label-column",
      });
      const single = await home.add(home.file(table("1")), "comments", { label: "a" });
      assert.deepEqual(single.version.manifest.roles.labels, ["a"]);
    }
  });

  test("versions are named by number, by unique digits of the id, and as latest", async () => {
    const home = openTestHome();
    const ids: string[] = [];
    for (let at = 0; at < 3; at++) ids.push((await home.add(home.file(csvOf(sampleRows(5 + at))))).version.record.id);
    for (const [name, title] of [
      ["reviews", "reviews@v3"],
      ["reviews@latest", "reviews@v3"],
      ["reviews@v2", "reviews@v2"],
      [`reviews@${ids[0]!.slice(0, 8).toUpperCase()}`, "reviews@v1"],
      [`reviews@${ids[1]}`, "reviews@v2"],
    ] as const)
      assert.equal((await home.source(name)).name, title);
    for (const name of ["reviews@v4", "reviews@zzzz", `reviews@${ids[0]!.slice(0, 3)}`, "reviews@v0"])
      await assert.rejects(home.source(name), { code: "data-versions/unknown-version" }, name);
    await assert.rejects(home.source("review"), { code: "data-versions/unknown-data-set", remedy: /reviews/ });
    for (const name of ["", "../x", ".hidden", "a@b@c", "a b", "x".repeat(101)])
      await assert.rejects(home.source(name), { code: "data-versions/invalid-name" }, name);
    await assert.rejects(home.add(home.file("text\na\n"), "a@v1"), { code: "data-versions/invalid-name" });
  });

  test("two columns of one name are refused before anything is stored", async () => {
    const home = openTestHome();
    await assert.rejects(home.add(home.file("text,label,label\na,b,c\n")), { code: "data/ambiguous-column" });
    await assert.rejects(home.source("reviews"), { code: "data-versions/unknown-data-set" });
  });

  test("a damaged blob is named, in whichever place it is damaged", async () => {
    const home = openTestHome();
    const { version } = await home.add(home.file(csvOf(sampleRows(200))));
    const [part] = version.layout.parts;
    const file = path.join(home.folder, "blobs", part!.sha256.slice(0, 2), part!.sha256);
    const whole = readFileSync(file);
    chmodSync(file, 0o644);
    const random = createRandom("damage");
    for (let round = 0; round < 35; round++) {
      const damaged = Buffer.from(whole);
      // From behind the first magic word, which nothing reads.
      damaged[4 + random.integer(whole.length - 4)]! ^= 1 << random.integer(8);
      writeFileSync(file, damaged);
      const rows = await allRows(await home.source("reviews")).catch((error: { code?: string; message: string }) => {
        assert.equal(error.code, "blobs/damaged-blob", error.message);
        assert.match(error.message, new RegExp(part!.sha256));
      });
      // Metadata that nobody needs to read the rows may differ.
      if (rows !== undefined) assert.deepEqual(rows.slice(1), sampleRows(200));
    }
    writeFileSync(file, whole.subarray(0, 100));
    await assert.rejects(async () => allRows(await home.source("reviews")), { code: "blobs/damaged-blob" });
  });
});
