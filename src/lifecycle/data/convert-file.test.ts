import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { convertFile } from "./convert-file.ts";
import { readTable } from "./formats/table.sample.ts";
import { readDataset, splitFile, writeRows } from "./index.ts";
import { splitConfig } from "./split.config.ts";
import { temporaryFolder, writeParquet, writeSample } from "./test-files.sample.ts";
import { formatOfName } from "./write-rows.ts";

const folder = temporaryFolder();
let files = 0;
const place = (name: string) => path.join(folder, `${files++}-${name}`);
const reviews = writeSample(folder, "reviews.csv", 'id,text,label\n1,"a ""fine"" film",good\n2,dull,bad\n3,,\n');

test("the name tells the format", () => {
  for (const [name, format] of [
    ["a.CSV", "csv"],
    ["a.tsv.gz", "tsv"],
    ["a.ndjson", "jsonl"],
    ["a.json", "label-studio"],
    ["a.txt", "fasttext"],
    ["a.bio", "conll"],
    ["folder", "hugging-face"],
  ] as const)
    assert.equal(formatOfName(name), format);
  assert.throws(() => formatOfName("a.docx"), { code: "data/output-format-needed" });
});

test("numbers and truth values of JSONL and Parquet stay what they are", async () => {
  const line = '{"text":"a","n":-1.5e+30,"ok":true,"none":null,"list":["x"],"digits":"007"}\n';
  const source = writeSample(folder, "typed.jsonl", line);
  const copy = place("copy.jsonl");
  await convertFile(source, copy);
  assert.equal(readFileSync(copy, "utf8"), line);
  const typed = await writeParquet(folder, "typed.parquet", "SELECT 'a' AS text, 9::BIGINT AS n, 0.1::DOUBLE AS d");
  const lines = place("typed.jsonl");
  await convertFile(typed, lines);
  assert.equal(readFileSync(lines, "utf8"), '{"text":"a","n":9,"d":0.1}\n');
  const again = place("again.parquet");
  await convertFile(typed, again);
  assert.deepEqual((await readTable(again)).summary.types, ["VARCHAR", "BIGINT", "DOUBLE"]);
});

test("gzip where the name says so; columns without a place are told", async () => {
  const target = place("reviews.fasttext.gz");
  const only = writeSample(folder, "two.csv", "id,text,label\n1,fine,good\n2,dull,bad\n");
  const { columns, warnings, format, from, rows } = await convertFile(only, target);
  assert.equal(gunzipSync(readFileSync(target)).toString("utf8"), "__label__good fine\n__label__bad dull\n");
  assert.deepEqual([columns, from, format, rows], [["text", "label"], "csv", "fasttext", 2]);
  assert.deepEqual(
    warnings.map(({ code, message }) => [code, /"id"/.test(message)]),
    [["columns-left-out", true]],
  );
});

describe("nothing half-written, nothing overwritten", () => {
  test("a row that the format cannot hold", async () => {
    const target = place("refused.txt");
    await assert.rejects(convertFile(reviews, target), {
      code: "data/unwritable-row",
      message: /reviews\.csv, row 3, column "text" holds no text beside no label/,
    });
    assert.equal(existsSync(target), false);
  });

  test("a place that is taken", async () => {
    await assert.rejects(convertFile(reviews, reviews, { format: "jsonl" }), { code: "data/output-exists" });
    await assert.rejects(convertFile(reviews, folder), { code: "data/output-exists" });
  });

  test("names that Parquet cannot hold", async () => {
    for (const header of ["text,Text", "text,"]) {
      const source = writeSample(folder, "names.csv", `${header}\na,b\n`);
      await assert.rejects(convertFile(source, place("x.parquet")), { code: "data/unwritable-column" });
    }
  });

  test("a list where other rows have a text", async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => JSON.stringify({ text: at === 4321 ? ["x"] : "x" }));
    const source = writeSample(folder, "mixed.jsonl", lines.join("\n"));
    await assert.rejects(convertFile(source, place("x.parquet")), {
      code: "data/unwritable-row",
      message: /row 4322, column "text" holds a list where other rows hold a text/,
    });
  });

  test("a caller who gave up", async () => {
    const source = writeSample(folder, "long.csv", `text,label\n${"some text,x\n".repeat(200_000)}`);
    for (const name of ["x.jsonl", "x.parquet", "x"]) {
      const controller = new AbortController();
      const converting = convertFile(source, place(name), {
        signal: controller.signal,
        progress: () => controller.abort(),
      });
      await assert.rejects(converting, { code: "foundation/cancelled" });
    }
  });

  test("no temporary file is left", () => {
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".tmp")),
      [],
    );
  });
});

test("many rows to Parquet and back keep their order", async () => {
  const lines = Array.from({ length: 30_000 }, (_, at) => `row ${at},${at % 3}`);
  const source = writeSample(folder, "many.csv", `text,label\n${lines.join("\n")}\n`);
  const target = place("many.parquet");
  await convertFile(source, target);
  const { rows } = await readTable(target);
  assert.deepEqual(
    rows.map(([text, label]) => `${text},${label}`),
    lines,
  );
});

test("rows without an end are refused as what they are", async () => {
  await assert.rejects(
    writeRows("csv", place("x.csv"), () => Promise.reject(new TypeError("no"))),
    TypeError,
  );
});

describe("splits in another format", () => {
  const lines = Array.from({ length: 40 }, (_, at) => `text number ${at},${at % 2 === 0 ? "even" : "odd"}`);
  const source = writeSample(folder, "split.csv", `text,label\n${lines.join("\n")}\n`);
  const config = splitConfig.parse({ testSize: 0.25, validationSize: 0 });

  for (const format of ["jsonl", "fasttext", "parquet", "label-studio", "tsv"] as const)
    test(format, async () => {
      const { parts } = await splitFile(source, config, 0, place("split"), { format });
      assert.deepEqual(
        parts.map(({ rows }) => rows),
        [30, 10],
      );
      const texts = await Promise.all(
        parts.map(async ({ file }) => {
          const { columns, rows, summary } = await readTable(file);
          assert.equal(summary.format, format);
          const [text, label] = [columns.indexOf("text"), columns.indexOf("label")];
          return rows.map((cells) => `${cells[text]},${cells[label]}`);
        }),
      );
      assert.deepEqual(texts.flat().toSorted(), lines.toSorted());
    });

  test("hugging-face, and back into parts by its own split", async () => {
    const output = place("set");
    const { parts } = await splitFile(source, config, 0, output, { format: "hugging-face" });
    for (const { file } of parts) assert.ok(existsSync(file));
    const { extra } = await readDataset(output, { extra: ["split"] });
    assert.equal(extra["split"]!.filter((split) => split === "test").length, 10);
    const again = await splitFile(output, { ...config, method: "column", column: "split" }, 0, place("again"));
    assert.deepEqual(
      again.parts.map(({ name, rows, file }) => [name, rows, path.extname(file)]),
      [
        ["train", 30, ".parquet"],
        ["test", 10, ".parquet"],
      ],
    );
  });

  test("sentences and tasks stay whole", async () => {
    const sentences = Array.from({ length: 20 }, (_, at) => `word${at}\tO\nnext\tO\n`).join("\n");
    const conll = writeSample(folder, "sentences.conll", sentences);
    const { parts } = await splitFile(conll, { ...config, method: "random" }, 0, place("conll"));
    const rows = await Promise.all(parts.map(async ({ file }) => (await readTable(file)).rows));
    assert.deepEqual(
      rows.map((part) => part.length),
      [15, 5],
    );
    const tasks = Array.from({ length: 8 }, (_, id) => ({
      id,
      data: { text: `t${id}` },
      annotations: [],
      meta: { id },
    }));
    const json = writeSample(folder, "tasks.json", JSON.stringify(tasks));
    const split = await splitFile(json, { ...config, method: "random" }, 0, place("tasks"));
    const kept = split.parts.flatMap(({ file }) => JSON.parse(readFileSync(file, "utf8")));
    assert.deepEqual(
      kept.toSorted((left, right) => left.id - right.id),
      tasks,
    );
  });
});

describe("several labels", () => {
  test("in one cell become fastText's labels and Label Studio's choices", async () => {
    const source = writeSample(folder, "topics.csv", "text,label\na,x;y\nb,x\nc,\n");
    const several = { separator: ";", columns: [] };
    const lines = place("topics.fasttext");
    await convertFile(source, lines, { several });
    assert.equal(readFileSync(lines, "utf8"), "__label__x __label__y a\n__label__x b\nc\n");
    const tasks = place("topics.json");
    await convertFile(lines, tasks);
    assert.deepEqual((await readTable(tasks)).rows, [
      ["a", ["x", "y"]],
      ["b", ["x"]],
      ["c", []],
    ]);
  });

  test("in columns of 0 and 1 become one list", async () => {
    const source = writeSample(folder, "flags.csv", "text,toxic,spam\na,1,1\nb,0,1\nc,0,0\n");
    const target = place("flags.parquet");
    await convertFile(source, target, { several: { separator: null, columns: ["toxic", "spam"] } });
    const { columns, rows } = await readTable(target);
    assert.deepEqual(columns, ["text", "labels"]);
    assert.deepEqual(
      rows.map((cells) => cells[1]),
      [["toxic", "spam"], ["spam"], []],
    );
  });
});

test("a field that only later rows have is kept", async () => {
  const lines = Array.from({ length: 30_000 }, (_, at) =>
    JSON.stringify(at === 29_000 ? { text: "t", late: "x" } : { text: "some longer text" }),
  );
  const source = writeSample(folder, "late.jsonl", lines.join("\n"));
  const target = place("late.csv");
  const { columns } = await convertFile(source, target);
  assert.deepEqual(columns, ["text", "late"]);
  const { rows } = await readTable(target);
  assert.deepEqual([rows.length, rows[29_000], rows[0]], [30_000, ["t", "x"], ["some longer text", ""]]);
});
