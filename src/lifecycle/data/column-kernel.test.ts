/** @file Whatever a file holds, the kernel's columns are those of the plain scanner. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { LexopsError } from "../../foundation/index.ts";
import { createColumnKernel } from "./column-kernel.ts";
import { readRows } from "./rows.ts";
import { temporaryFolder, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
let files = 0;

/** The columns of a file as lists of cells, what was said of it, and how many rows the kernel took. */
async function columnsOf(file: string, withKernel: boolean, limit = { rows: 100, bytes: 1000 }) {
  const columns: (string | null)[][] = [];
  let kernel: ReturnType<typeof createColumnKernel>;
  let taken = 0;
  try {
    const { rows, warnings } = await readRows(
      file,
      { task: "Reading" },
      {
        begin({ columns: names, delimiter }) {
          for (const _ of names) columns.push([]);
          kernel = createColumnKernel(names.length, delimiter!);
          return names.map((_, column) => column);
        },
        row(row) {
          for (const [at, column] of columns.entries()) {
            const cell = row.cell(at);
            column.push(cell === undefined ? null : Buffer.from(cell).toString("latin1"));
          }
        },
        takeRows: withKernel
          ? (bytes, before) => {
              assert.equal(before, columns[0]!.length);
              return kernel!.take(
                bytes,
                () => limit,
                (block) => {
                  taken += block.rows;
                  const texts = block.columns.map(cellsOf);
                  const sizeBytes = (cells: number) =>
                    texts.flatMap((column) => column.slice(0, cells)).reduce((sum, cell) => sum + 4 + cell.length, 0);
                  assert.ok(block.rows <= limit.rows && sizeBytes(block.rows - 1) < limit.bytes);
                  for (const [at, cells] of texts.entries()) {
                    assert.equal(cells.length, block.rows);
                    columns[at]!.push(...cells);
                  }
                },
              );
            }
          : undefined,
      },
    );
    return { columns, rows, warnings, taken };
  } catch (error) {
    if (!(error instanceof LexopsError)) throw error;
    return { code: error.code, message: error.message, taken };
  }
}

function cellsOf(plain: Uint8Array): string[] {
  const bytes = Buffer.from(plain);
  const cells: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32LE(at);
    cells.push(bytes.toString("latin1", at + 4, end));
    at = end;
  }
  return cells;
}

/** Gives how many rows the kernel took. */
async function sameBothWays(content: string | Buffer, limit?: { rows: number; bytes: number }): Promise<number> {
  const file = writeSample(folder, `${files++}.csv`, Buffer.from(content));
  const { taken: none, ...plain } = await columnsOf(file, false);
  const { taken, ...quick } = await columnsOf(file, true, limit);
  rmSync(file);
  assert.equal(none, 0);
  assert.deepEqual(quick, plain);
  return taken;
}

describe("the kernel's columns are the scanner's", () => {
  const piece = fc.constantFrom(
    ..."ab é字😀",
    ...[
      '"',
      '""',
      ",",
      ",",
      "\n",
      "\n",
      "\r\n",
      "\r",
      "\0",
      '"quoted, text"',
      '"a ""b"""',
      '""""',
      '""',
      "x".repeat(40),
    ],
  );
  const broken = fc.constantFrom("\xff", "\xc3").map((text) => Buffer.from(text, "latin1"));

  test("on any bytes", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom("text\n", "id,text,label\n"),
        fc.array(fc.oneof({ weight: 60, arbitrary: piece.map((text) => Buffer.from(text)) }, broken), {
          maxLength: 60,
        }),
        async (header, parts) => void (await sameBothWays(Buffer.concat([Buffer.from(header), ...parts]))),
      ),
      { numRuns: 150, seed: 4 },
    ));

  test("on rows that are mostly ordinary, however few are taken at once", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom("a,b,c\n", '"x, y",,"say ""hi"""\r\n', '"two\nlines",é,字\n', "\n", "a,b\n", '"a"b,c,d\n'),
        ),
        fc.record({ rows: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: 1, max: 60 }) }),
        async (rows, limit) => void (await sameBothWays(`id,text,label\n${rows.join("")}`, limit)),
      ),
      { numRuns: 80, seed: 4 },
    ));

  test("on rows of any length across the chunks of a large file, and nearly all are taken", async () => {
    const words = "Some words, and more of them é字 ".repeat(30);
    const lines = Array.from(
      { length: 6000 },
      (_, at) => `${at},"${words.slice(0, (at * 37) % 900)} ""${at}""",l${at % 7}`,
    );
    const long = `0,"${"long ".repeat(400_000)}",l`;
    const content = ["id,text,label", ...lines.slice(0, 3000), long, ...lines.slice(3000), ""].join("\n");
    const taken = await sameBothWays(content, { rows: 1 << 14, bytes: 1 << 22 });
    assert.ok(taken > 5990, `${taken} taken`);
  });
});

test("a table of too many columns has no kernel", () => {
  assert.equal(createColumnKernel(100_000, ","), undefined);
});

test("the compiled kernel is that of the source", () => {
  const output = path.join(folder, "kernel.wasm");
  const script = path.resolve(import.meta.dirname, "../../../scripts/build-kernels.ts");
  const { status } = spawnSync(process.execPath, [script, output, "src/lifecycle/data/column-kernel"]);
  assert.equal(status, 0);
  const committed = readFileSync(path.join(import.meta.dirname, "column-kernel.wasm"));
  assert.deepEqual(readFileSync(output), committed, 'run "npm run kernels"');
});
