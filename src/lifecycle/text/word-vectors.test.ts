import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readWordVectors } from "./index.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lexops-vectors-"));
});
after(() => rm(folder, { recursive: true, force: true }));

async function vec(content: string | Uint8Array, name = "some.vec"): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe("readWordVectors", () => {
  test("keeps the words asked for, in their order", async () => {
    const file = await vec("4 3\nthe 1 2 3 \nćaf\u00e9 -0.5 1e-3 .25\nnew york 7 8 9\nthe 4 4 4\n");
    const { width, vectors, isFound, found } = await readWordVectors(file, ["ćafé", "absent", "the", "new york"]);
    assert.equal(width, 3);
    assert.deepEqual([...isFound], [1, 0, 1, 1]);
    assert.equal(found, 3);
    assert.deepEqual(vectors, Float32Array.from([-0.5, 1e-3, 0.25, 0, 0, 0, 1, 2, 3, 7, 8, 9]));
  });

  test("reads gzip, carriage returns and a last line without an end", async () => {
    const file = await vec(gzipSync("2 2\r\na 1 2\r\nb 3 4"), "packed.vec.gz");
    assert.deepEqual([...(await readWordVectors(file, ["b", "a"])).vectors], [3, 4, 1, 2]);
  });

  const wrong: readonly (readonly [name: string, content: string, message: RegExp])[] = [
    ["an empty file", "", /line 1: the file is empty/],
    ["no header", "the 1 2 3\na 1 2 3\n", /line 1: the first line must be "<number of words> <width>"/],
    ["fewer words than announced", "3 2\na 1 2\nb 1 2\n", /line 1: it announces 3 words, but the file has 2/],
    ["more words than announced", "1 2\na 1 2\nb 1 2\n", /line 3: its first line announces 1 words/],
    ["a narrower line", "2 3\na 1 2 3\nb 1 2\n", /line 3: it has 2 numbers where .* a width of 3/],
    ["a wider line", "2 2\na 1 2\nb 1 2 3\n", /line 3: it has 3 numbers where .* a width of 2/],
    ["no number", "1 2\na 1 x\n", /line 2: "x" is not a number/],
    ["infinity", "1 2\na 1 1e999\n", /line 2: "1e999" is not a number/],
  ];
  for (const [name, content, message] of wrong)
    test(`refuses ${name}`, async () => {
      const file = await vec(content);
      await assert.rejects(readWordVectors(file, ["a"]), { code: "text/bad-vectors", message });
    });

  test("refuses another width than the model's, a missing file, a folder and broken gzip", async () => {
    await assert.rejects(readWordVectors(await vec("1 2\na 1 2\n"), ["a"], { width: 3 }), {
      code: "text/vector-width",
      message: /have 2 numbers each, but the model's embedding has 3/,
    });
    for (const file of [
      path.join(folder, "none.vec"),
      folder,
      await vec(gzipSync("1 2\na 1 2\n").subarray(0, 20), "cut.vec.gz"),
    ])
      await assert.rejects(readWordVectors(file, ["a"]), { code: "text/unreadable-vectors" });
  });

  test("stops when it is cancelled", async () => {
    const file = await vec("1 2\na 1 2\n");
    await assert.rejects(readWordVectors(file, ["a"], { signal: AbortSignal.abort() }), {
      code: "foundation/cancelled",
    });
  });
});
