import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { textAt } from "../text/index.ts";
import { readDataset, type SplitFiles, splitDataset, splitFile } from "./index.ts";
import { splitConfig } from "./split.config.ts";
import { temporaryFolder, writeParquet, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
const config = splitConfig.parse({});
let outputs = 0;
const newOutput = () => path.join(folder, `output-${++outputs}`);

const rows = Array.from({ length: 200 }, (_, row) => ({
  text: `Text "${row % 150}", with a\nline break and ü`,
  label: row % 3 === 0 ? "yes" : "no",
  id: row,
}));
const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
const csv = (delimiter: string) =>
  ["id,label,text", ...rows.map(({ text, label, id }) => [id, label, quote(text)].join(delimiter))]
    .join("\r\n")
    .replace("id,label,text", ["id", "label", "text"].join(delimiter));
const jsonl = rows.map((row) => JSON.stringify(row)).join("\n");

async function idsOf({ parts }: SplitFiles): Promise<Record<string, number[]>> {
  const entries = parts.map(async ({ name, file, rows: count }) => {
    const { extra, texts } = await readDataset(file, { extra: ["id"] });
    const ids = extra["id"]!.map(Number);
    assert.equal(ids.length, count);
    for (const [at, id] of ids.entries()) assert.equal(textAt(texts, at), rows[id]!.text);
    return [name, ids] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe("a file's split", () => {
  const sources: readonly (readonly [name: string, write: () => string | Promise<string>, extension: string])[] = [
    ["CSV", () => writeSample(folder, "a.csv", csv(",")), ".csv"],
    ["semicolons", () => writeSample(folder, "b.csv", csv(";")), ".csv"],
    ["TSV as gzip", () => writeSample(folder, "c.tsv.gz", gzipSync(csv("\t"))), ".tsv.gz"],
    ["UTF-16", () => writeSample(folder, "d.csv", Buffer.from(`\ufeff${csv(",")}`, "utf16le")), ".csv"],
    ["JSONL", () => writeSample(folder, "e.jsonl", jsonl), ".jsonl"],
    ["JSONL as gzip", () => writeSample(folder, "f.jsonl.gz", gzipSync(jsonl)), ".jsonl.gz"],
    ["Parquet", () => parquet("g.parquet"), ".parquet"],
    [
      "Parquet as gzip",
      async () => writeSample(folder, "h.gz", gzipSync(readFileSync(await parquet("i.parquet")))),
      ".parquet",
    ],
  ];
  const parquet = (name: string) =>
    writeParquet(
      folder,
      name,
      `SELECT id, label, text FROM read_json('${writeSample(folder, "x.jsonl", jsonl)}') ORDER BY id`,
    );

  for (const [name, write, extension] of sources)
    test(`${name}: the same rows as in memory, in the input's format, in order`, async () => {
      const file = await write();
      const before = readFileSync(file);
      const output = newOutput();
      const result = await splitFile(file, config, 11, output);
      const dataset = await readDataset(file);
      const { train, validation, test: tested, warnings } = splitDataset(dataset, config, 11);
      assert.deepEqual(await idsOf(result), { train: [...train], validation: [...validation], test: [...tested] });
      assert.deepEqual(result.warnings, warnings);
      assert.equal(result.digest, dataset.digest);
      assert.deepEqual(
        readdirSync(output).toSorted(),
        ["test", "train", "validation"].map((part) => part + extension),
      );
      assert.deepEqual(readFileSync(file), before);
    });

  test("rows of text stay as they were written", async () => {
    const file = writeSample(folder, "raw.csv.gz", gzipSync('text,label\n"a ""1""" ,x\nb,"y"\n'));
    const { parts } = await splitFile(file, { ...config, testSize: 0, validationSize: 0 }, 0, newOutput());
    assert.deepEqual(
      parts.map((part) => part.name),
      ["train"],
    );
    assert.equal(gunzipSync(readFileSync(parts[0]!.file)).toString(), 'text,label\n"a ""1""" ,x\nb,"y"\n');
  });

  test("rows without a label are divided too, and told", async () => {
    const file = writeSample(
      folder,
      "unlabelled.csv",
      `text,label\n${"".padEnd(0)}${rows.map(({ id }) => `t${id},${id % 2 ? "x" : ""}`).join("\n")}`,
    );
    const { parts, warnings } = await splitFile(file, config, 0, newOutput());
    assert.equal(
      parts.reduce((sum, part) => sum + part.rows, 0),
      200,
    );
    assert.deepEqual(
      warnings.map(({ code, count }) => [code, count]),
      [
        ["missing-labels", 100],
        ["single-label", 100],
      ],
    );
  });

  test("by time, with the column read from the file", async () => {
    const file = writeSample(folder, "time.csv", `text,day\n${rows.map(({ id }) => `t${id},${id}`).join("\n")}`);
    const { parts } = await splitFile(file, { ...config, method: "time", column: "day" }, 0, newOutput());
    const { extra } = await readDataset(parts.at(-1)!.file, { label: null, extra: ["day"] });
    assert.deepEqual(
      extra["day"]!.map(Number),
      Array.from({ length: 40 }, (_, at) => 160 + at),
    );
  });
});

describe("nothing half-written, nothing overwritten", () => {
  const file = () =>
    writeSample(folder, "big.csv", `text,label\n${rows.map(({ id }) => `t${id},${id % 2}`).join("\n")}\n`);

  test("a folder with something in it is left alone", async () => {
    const output = newOutput();
    const source = file();
    await splitFile(source, config, 0, output);
    const before = readdirSync(output).map((name) => statSync(path.join(output, name)).mtimeMs);
    await assert.rejects(splitFile(source, config, 0, output), {
      code: "data/output-exists",
      message: /not empty/,
    });
    assert.deepEqual(
      readdirSync(output).map((name) => statSync(path.join(output, name)).mtimeMs),
      before,
    );
  });

  test("a file in the place of the folder, or above it", async () => {
    const source = file();
    await assert.rejects(splitFile(source, config, 0, source), { code: "data/output-exists" });
    await assert.rejects(splitFile(source, config, 0, path.join(source, "x")), { code: "data/output-exists" });
  });

  for (const stopAt of ["Reading", "Writing"])
    test(`cancelled while ${stopAt.toLowerCase()}`, async () => {
      const output = newOutput();
      const controller = new AbortController();
      await assert.rejects(
        splitFile(file(), config, 0, output, {
          signal: controller.signal,
          progress: ({ task }) => task.startsWith(stopAt) && controller.abort(),
        }),
        { code: "foundation/cancelled" },
      );
      assert.equal(existsSync(output), false);
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.endsWith(".tmp")),
        [],
      );
    });

  test("a file that changes meanwhile", async () => {
    const output = newOutput();
    const source = file();
    await assert.rejects(
      splitFile(source, config, 0, output, {
        progress: ({ task, finished }) => {
          if (task.startsWith("Reading") && finished)
            writeFileSync(source, readFileSync(source, "utf8").replace("t0", "u0"));
        },
      }),
      { code: "data/file-changed" },
    );
    assert.equal(existsSync(output), false);
  });
});
