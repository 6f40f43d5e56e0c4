import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { LexopsError, sha256 } from "../../foundation/index.ts";
import { textAt } from "../text/index.ts";
import { type Dataset, readDataset } from "./index.ts";
import { temporaryFolder, writeParquet, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
let samples = 0;
const sample = (content: string | Uint8Array, name = "reviews.csv") =>
  writeSample(folder, `${++samples}-${name}`, content);
const textsOf = ({ texts }: Dataset) => Array.from({ length: texts.length }, (_, row) => textAt(texts, row));
const labelsOf = ({ labels }: Dataset) => Array.from(labels.ids, (id) => labels.names[id] ?? null);
const warningsOf = ({ warnings }: Dataset) => Object.fromEntries(warnings.map(({ code, message }) => [code, message]));

describe("what a file holds", () => {
  const rows = "text,label\ngood,positive\nbad,negative\n";
  const expected = { texts: ["good", "bad"], labels: ["positive", "negative"] };
  const files: readonly (readonly [name: string, content: string | Uint8Array])[] = [
    ["plain.csv", rows],
    ["semicolons.csv", rows.replaceAll(",", ";")],
    ["pipes.txt", rows.replaceAll(",", "|")],
    ["tabs.tsv", rows.replaceAll(",", "\t")],
    ["packed.csv.gz", gzipSync(rows)],
    ["packed-but-not-named-so.csv", gzipSync(rows)],
    ["two-members.csv.gz", Buffer.concat([gzipSync(rows.slice(0, 15)), gzipSync(rows.slice(15))])],
    ["mark.csv", `\ufeff${rows}`],
    ["utf16.csv", Buffer.from(`\ufeff${rows}`, "utf16le")],
    ["lines.jsonl", '{"text":"good","label":"positive"}\n{"label":"negative","text":"bad"}\n'],
    ["lines.ndjson.gz", gzipSync('{"text":"good","label":"positive"}\r\n{"label":"negative","text":"bad"}')],
  ];
  for (const [name, content] of files)
    test(name, async () => {
      const dataset = await readDataset(sample(content, name));
      assert.deepEqual(textsOf(dataset), expected.texts);
      assert.deepEqual(labelsOf(dataset), expected.labels);
      assert.deepEqual(dataset.labels.names, ["negative", "positive"]);
      assert.deepEqual(dataset.columns, ["text", "label"]);
      assert.equal(dataset.digest, sha256(Buffer.from(content)));
      assert.deepEqual(dataset.warnings, []);
    });

  test("Parquet, with characters in its path that mean something to DuckDB", async () => {
    const query = "SELECT * FROM (VALUES ('good', 1, true), ('bad', 2, NULL)) t(text, label, extra)";
    const dataset = await readDataset(await writeParquet(folder, "a [1]* ?.parquet", query), { extra: ["extra"] });
    assert.deepEqual(textsOf(dataset), expected.texts);
    assert.deepEqual(labelsOf(dataset), ["1", "2"]);
    assert.deepEqual(dataset.extra, { extra: ["true", null] });
  });

  test("further columns and the order of rows are kept", async () => {
    const file = sample("id;review;stars\n3;c;\n1;a;5\n2;b;4\n");
    const dataset = await readDataset(file, { label: null, extra: ["id", "stars"] });
    assert.equal(dataset.textColumn, "review");
    assert.equal(dataset.labelColumn, null);
    assert.deepEqual(textsOf(dataset), ["c", "a", "b"]);
    assert.deepEqual(dataset.extra, { id: ["3", "1", "2"], stars: ["", "5", "4"] });
    assert.deepEqual([...dataset.labels.ids], [-1, -1, -1]);
  });

  test("a cell of a megabyte across many chunks, and one column with blank lines", async () => {
    const long = "é".repeat(1 << 20);
    const dataset = await readDataset(sample(`text\n"${long}"\n\nlast\n`), { label: null });
    assert.deepEqual(textsOf(dataset), [long, "", "last"]);
    assert.match(warningsOf(dataset)["empty-texts"] ?? "", /1 text of 3 \(row 2\) is empty/);
  });

  test("numbers and booleans of JSONL are their text; null is nothing", async () => {
    const dataset = await readDataset(
      sample('{"text":5,"label":true}\n{"text":null,"label":null,"x":[1]}\n', "a.jsonl"),
    );
    assert.deepEqual(textsOf(dataset), ["5", ""]);
    assert.deepEqual(labelsOf(dataset), ["true", null]);
    assert.deepEqual(dataset.columns, ["text", "label", "x"]);
  });

  test("progress counts the file's bytes", async () => {
    const events: number[] = [];
    const file = sample(rows);
    await readDataset(file, {
      progress: ({ done, total, unit }) => events.push(done, total ?? 0) && assert.equal(unit, "bytes"),
    });
    assert.equal(events.at(-2), events.at(-1));
    assert.equal(events.at(-1), rows.length);
  });
});

describe("what is wrong with rows is counted and told", () => {
  const cases: readonly (readonly [name: string, content: string | Uint8Array, code: string, message: RegExp])[] = [
    [
      "empty texts",
      "text,label\n,a\n  ,b\nc,a\n",
      "empty-texts",
      /column "text": 2 texts of 3 \(rows 1 and 2\) are empty/,
    ],
    [
      "missing labels",
      "text,label\na,\nb,x\nc,y\n",
      "missing-labels",
      /column "label": 1 row of 3 \(row 1\) has no label/,
    ],
    [
      "ragged rows",
      "text,label\na,x,z\nb,y\nc,x\n",
      "ragged-rows",
      /1 of 3 rows \(row 1\) do not have the header's 2 columns/,
    ],
    ["blank lines", "text,label\na,x\n\nb,y\n", "blank-lines", /1 blank line \(before row 2\) is no row/],
    ["stray quotes", 'text,label\n"a"b,x\nb,y\n', "stray-quotes", /1 row \(row 1\) has text after a closing quote/],
    ["NUL", "text,label\na\0b,x\nb,y\n", "nul-bytes", /1 text \(row 1\) holds NUL characters/],
    ["latin-1", Buffer.from("text,label\ncaf\xe9,x\nb,y\n", "latin1"), "encoding-guessed", /read as windows-1252/],
    [
      "bytes that are not UTF-8",
      Buffer.concat([Buffer.from("text,label\néèü,x\nb"), Buffer.from([0xff]), Buffer.from(",y\n")]),
      "invalid-bytes",
      /1 text \(row 2\) holds bytes that are not utf-8/,
    ],
    [
      "a label's case and spaces",
      `text,label\na,Positive \n${"b,positive\n".repeat(2)}c,negative\n`,
      "label-typos",
      /"Positive " \(1 row\) beside "positive"/,
    ],
    [
      "a misspelt label",
      `text,label\na,postive\n${"b,positive\n".repeat(20)}c,negative\n`,
      "label-typos",
      /"postive" \(1 row\) beside "positive"/,
    ],
    ["a repeated column", "text,label,id,id\na,x,1,2\nb,y,3,4\n", "duplicate-columns", /more than one column "id"/],
    ["one label", "text,label\na,x\nb,x\n", "single-label", /only one label, "x"/],
  ];
  for (const [name, content, code, message] of cases)
    test(name, async () => {
      const warnings = warningsOf(await readDataset(sample(content)));
      assert.match(warnings[code] ?? `only ${Object.keys(warnings)}`, message);
    });
});

describe("files that cannot be read say why", () => {
  const cases: readonly (readonly [
    name: string,
    content: string | Uint8Array,
    file: string,
    code: string,
    message: RegExp,
  ])[] = [
    ["empty", "", "a.csv", "data/empty-file", /is empty/],
    ["only a byte-order mark", "\ufeff", "a.csv", "data/empty-file", /is empty/],
    ["only a header", "text,label\n", "a.csv", "data/empty-file", /a header but not one data row/],
    ["no known text column", "foo,bar,baz\n1,2,3\n", "a.csv", "data/column-not-guessed", /"foo", "bar", "baz"/],
    [
      "a repeated text column",
      "text,text,label\na,b,c\n",
      "a.csv",
      "data/ambiguous-column",
      /more than one column "text"/,
    ],
    ["mostly ragged", "text,label\na,b,c\nd,e,f\n", "a.csv", "data/ragged-file", /row 1 has 3 cells .* 2 of 2 rows/],
    ["an open quote", 'text,label\na,x\n"b,y\n', "a.csv", "data/unclosed-quote", /row 2: a quote opened on line 3/],
    ["not JSON", '{"text":"a"}\nnope\n', "a.jsonl", "data/invalid-json-line", /row 2: the line is not JSON/],
    ["a JSON list a line", "[1]\n", "a.jsonl", "data/invalid-json-line", /row 1: the line holds a list/],
    [
      "a nested text",
      '{"text":["a"],"label":"x"}\n',
      "a.jsonl",
      "data/nested-value",
      /row 1, column "text" holds a list/,
    ],
    ["one JSON value", '[{"text":"a"}]', "a.json", "data/unknown-format", /one JSON value/],
    ["a picture", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), "a.csv", "data/unknown-format", /PNG picture/],
    ["a workbook", Buffer.from("PK\x03\x04xxxx", "latin1"), "a.xlsx", "data/unknown-format", /zip archive/],
    ["gzip twice", gzipSync(gzipSync("text,label\na,b\n")), "a.csv.gz", "data/unknown-format", /gzip twice/],
    ["a web page", "<!DOCTYPE html><html></html>", "a.csv", "data/unknown-format", /HTML/],
    [
      "binary data",
      Buffer.from(Array.from({ length: 999 }, (_, at) => at % 9)),
      "a.csv",
      "data/unknown-format",
      /binary/,
    ],
    ["damaged gzip", gzipSync("text,label\na,b\n".repeat(999)).subarray(0, 60), "a.gz", "data/damaged-file", /gzip/],
    ["no Parquet", "text,label\n", "a.parquet", "data/unknown-format", /does not begin with PAR1/],
    ["cut Parquet", "PAR1abcdefghijkl", "a.parquet", "data/damaged-file", /DuckDB cannot read it/],
  ];
  for (const [name, content, file, code, message] of cases)
    test(name, async () => {
      await assert.rejects(readDataset(sample(content, file)), (error: LexopsError) => {
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.ok(error.message.includes(file) && error.remedy.length > 0);
        return true;
      });
    });

  test("a wrong column names the nearest and the others", async () => {
    await assert.rejects(readDataset(sample("review,label\na,x\n"), { text: "reviw" }), {
      code: "data/unknown-column",
      remedy: 'Did you mean "review"? Known: review, label.',
    });
  });

  test("no file, a folder, a file in the place of a folder", async () => {
    await assert.rejects(readDataset(path.join(folder, "none.csv")), { code: "data/missing-file" });
    await assert.rejects(readDataset(path.join(sample("x"), "below.csv")), { code: "data/missing-file" });
    const empty = path.join(folder, "empty");
    mkdirSync(empty);
    await assert.rejects(readDataset(empty), { code: "data/no-data-files" });
  });

  test("a file without permission", async () => {
    const file = sample("text,label\na,b\n");
    chmodSync(file, 0);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534); // root may read everything
    try {
      await assert.rejects(readDataset(file), { code: "data/unreadable-file", message: /permission denied/ });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test("a link in a circle", async () => {
    const link = path.join(folder, "circle.csv");
    symlinkSync(link, link);
    await assert.rejects(readDataset(link), { code: "data/unreadable-file" });
  });

  test("nested Parquet columns", async () => {
    const file = await writeParquet(folder, "nested.parquet", "SELECT [1] AS text, 2 AS label");
    await assert.rejects(readDataset(file), { code: "data/nested-value", message: /column "text"/ });
  });

  test("a cancelled read ends as cancelled", async () => {
    const file = sample(`text,label\n${"some text,x\n".repeat(300_000)}`);
    const controller = new AbortController();
    const reading = readDataset(file, { signal: controller.signal, progress: () => controller.abort() });
    await assert.rejects(reading, { code: "foundation/cancelled" });
  });
});

describe("whatever the bytes, only a data set or an error of ours comes out", () => {
  const beginnings: readonly (readonly [name: string, file: string, before: Buffer])[] = [
    ["nothing", "a.csv", Buffer.alloc(0)],
    ["a CSV header", "a.csv", Buffer.from("text,label\na,b\n")],
    ["an open quote", "a.tsv", Buffer.from('text\tlabel\n"')],
    ["JSONL", "a.jsonl", Buffer.from('{"text":"a","label":"b"}\n{"text":"')],
    ["UTF-16", "a.csv", Buffer.from("\ufefftext,label\na,b\n", "utf16le")],
    ["gzip", "a.csv.gz", gzipSync("text,label\na,b\n").subarray(0, 20)],
    ["Parquet", "a.parquet", Buffer.from("PAR1")],
  ];
  for (const [name, file, before] of beginnings)
    test(`after ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.uint8Array({ maxLength: 300 }),
            fc
              .array(fc.constantFrom('"', ",", "\n", "\r", "\t", "a", "é", "{", "}", "[", ":", "\\", "\0", "\ufeff"))
              .map((parts) => Buffer.from(parts.join(""))),
          ),
          async (bytes) => {
            const target = writeSample(folder, `random-${file}`, Buffer.concat([before, bytes]));
            try {
              const dataset = await readDataset(target, { text: "text", label: "label" });
              assert.equal(dataset.texts.length, dataset.rows);
              assert.equal(dataset.labels.ids.length, dataset.rows);
              assert.ok(dataset.rows > 0);
            } catch (error) {
              if (!(error instanceof LexopsError)) throw error;
              assert.match(error.code, /^data\//);
            }
          },
        ),
        { numRuns: file === "a.parquet" ? 25 : 150 },
      );
    });
});
