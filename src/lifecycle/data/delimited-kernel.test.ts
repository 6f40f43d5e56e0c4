/** @file Whatever a file holds, the kernel and the plain scanner give the same data set, the same warnings, the same failure. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { LexopsError } from "../../foundation/index.ts";
import { createDelimitedKernel } from "./delimited-kernel.ts";
import { type ReadOptions, readDataset } from "./index.ts";
import { temporaryFolder, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
let files = 0;

/** What reading a file gives, failures included; the kernel works where the name ends in .csv. */
async function outcome(name: string, content: Buffer, options: ReadOptions) {
  const file = writeSample(folder, name, content);
  try {
    const { texts, labels, warnings, ...rest } = await readDataset(file, options);
    const messages = warnings.map(({ message, ...others }) => ({
      ...others,
      message: message.replaceAll(file, "FILE"),
    }));
    return {
      ...rest,
      file: "FILE",
      labels: { names: labels.names, ids: [...labels.ids] },
      texts: Buffer.from(texts.bytes).toString("latin1"),
      offsets: [...texts.offsets],
      warnings: messages,
    };
  } catch (error) {
    if (!(error instanceof LexopsError)) throw error;
    return { code: error.code, message: error.message.replaceAll(file, "FILE") };
  } finally {
    rmSync(file);
  }
}

async function sameBothWays(content: Buffer, options: ReadOptions = {}): Promise<void> {
  const name = `${files++}`;
  assert.deepEqual(await outcome(`${name}.csv`, content, options), await outcome(`${name}.data`, content, options));
}

const pieces = fc.constantFrom(
  ..."ab é字😀",
  '"',
  '""',
  ",",
  ",",
  "\n",
  "\n",
  "\r\n",
  "\r",
  "\0",
  "\ufeff",
  '"quoted, text"',
  '"with ""doubled"" quotes"',
  "a longer piece of ordinary text",
  "x".repeat(40),
);
const broken = fc.constantFrom(Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xe9]));

describe("the kernel and the scanner agree", () => {
  test("on any bytes", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 60, arbitrary: pieces.map((piece) => Buffer.from(piece)) }, broken), {
          maxLength: 60,
        }),
        fc.constantFrom<ReadOptions>(
          {},
          { extra: ["id"] },
          { label: null, extra: ["id", "label"] },
          { text: "label", label: "id" },
        ),
        (parts, options) => sameBothWays(Buffer.concat([Buffer.from("id,text,label\n"), ...parts]), options),
      ),
      { numRuns: 120, seed: 4 },
    ));

  const cell = fc.constantFrom("a", "good", "", '"x, y"', '"say ""hi"" now"', '"two\nlines"', "é".repeat(30), '"字,"');
  const row = fc.tuple(cell, cell, cell, fc.constantFrom("\n", "\n", "\r\n", "\r"));

  test("on rows that are mostly ordinary", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            { weight: 9, arbitrary: row.map(([a, b, c, end]) => `${a},${b},${c}${end}`) },
            fc.constantFrom("\n", "a,b\n", '"a"b,c,d\n', "a,b,c,d\n"),
          ),
          {
            maxLength: 40,
          },
        ),
        fc.constantFrom<ReadOptions>({}, { extra: ["id"] }),
        (rows, options) => sameBothWays(Buffer.from(`id,text,label\n${rows.join("")}`), options),
      ),
      { numRuns: 80, seed: 4 },
    ));

  test("across the blocks of a large file, texts before and after labels", async () => {
    const words = "Some words, and more of them é字😀 ".repeat(30);
    const lines = Array.from({ length: 4000 }, (_, at) => {
      const text = `"${words.slice(0, (at * 37) % 900)} ""${at}""\n${at}"`;
      return at % 2 === 0 ? `${at},${text},label ${at % 7}` : `${at},${text},"label ""${at % 7}"""`;
    });
    const content = Buffer.from(`id,text,label\r\n${lines.join("\r\n")}`);
    assert.ok(content.length > 2 ** 21);
    await sameBothWays(content, { extra: ["id"] });
    await sameBothWays(Buffer.from(content.toString("utf8").replace("id,text,label", "label,text,id")), {
      extra: ["id"],
    });
    await sameBothWays(Buffer.from(content.toString("utf8").replace("id,text,label", "text,id,label")));
    await sameBothWays(Buffer.concat([content, Buffer.from("\r\n1,\xff,c\r\n", "latin1"), content.subarray(15)]));
    await sameBothWays(Buffer.concat([content, Buffer.from("\r\n1,\0,c\r\n1,2\r\n\r\n"), content.subarray(15)]));
    await sameBothWays(Buffer.concat([content, Buffer.from('\r\n1,"never closed,c\r\n'), content.subarray(15)]));
  });
});

test("takes the rows it is meant to take", () => {
  const content = Buffer.from('a,"b ""c""",d\ne,f,g\r\nodd,row\nh,i,j\n');
  const kernel = createDelimitedKernel(content.length);
  Buffer.from(kernel.memory).set(content);
  kernel.begin({ width: 3, delimiter: ",", text: 1, kept: [0, 2] });
  const seen: string[] = [];
  const taken = kernel.take(Buffer.from(kernel.memory, 0, content.length), 0, ({ textEnds, kept, keptEnds }) => {
    seen.push(
      Buffer.from(kernel.memory, 0, textEnds.at(-1)).toString("utf8"),
      kept.toString("utf8"),
      `${[...keptEnds]}`,
    );
  });
  assert.deepEqual(taken, { rows: 2, bytes: content.indexOf("odd"), lines: 2 });
  assert.deepEqual(seen, ['b "c"f', "adeg", "1,2,3,4"]);
});

test("texts of a plain CSV stay in the memory that the file was read into, which only the kernel is quick in", async () => {
  const content = `text,label\n${"Some words of a text,good\n".repeat(10_000)}`;
  const { texts } = await readDataset(writeSample(folder, "in-place.csv", Buffer.from(content)));
  assert.equal(texts.bytes.buffer.byteLength, Math.ceil(content.length / 65536) * 65536);
});

test("the compiled kernel is that of the source", () => {
  const output = path.join(folder, "kernel.wasm");
  const script = path.resolve(import.meta.dirname, "../../../scripts/build-kernels.ts");
  const { status } = spawnSync(process.execPath, [script, output, "src/lifecycle/data/delimited-kernel"]);
  assert.equal(status, 0);
  const committed = readFileSync(path.join(import.meta.dirname, "delimited-kernel.wasm"));
  assert.deepEqual(readFileSync(output), committed, 'run "npm run kernels"');
});
