import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { CancelledError } from "../../foundation/index.ts";
import { requireFreeFile, requireFreeFolder, writingTo } from "./output-place.ts";
import { temporaryFolder, writeSample } from "./test-files.sample.ts";

const folder = temporaryFolder();
const file = writeSample(folder, "a.csv", "text\n");

test("a free place passes", async () => {
  await requireFreeFile(path.join(folder, "b", "c.csv"));
  await requireFreeFolder(path.join(folder, "b"));
  mkdirSync(path.join(folder, "empty"));
  await requireFreeFolder(path.join(folder, "empty"));
});

test("what is there is a conflict", async () => {
  for (const place of [file, path.join(file, "x"), folder])
    await assert.rejects(requireFreeFile(place), { code: "data/output-exists", kind: "conflict" });
  for (const place of [file, path.join(file, "x"), folder])
    await assert.rejects(requireFreeFolder(place), { code: "data/output-exists", kind: "conflict" });
});

for (const [system, code, kind] of [
  ["ENOSPC", "data/no-room", "unavailable"],
  ["EDQUOT", "data/no-room", "unavailable"],
  ["EACCES", "data/output-forbidden", "forbidden"],
  ["EROFS", "data/output-forbidden", "forbidden"],
  ["ENOTDIR", "data/output-exists", "conflict"],
])
  test(`${system} while writing is ${kind}`, async () => {
    const refused = writingTo("out.csv", () => Promise.reject(Object.assign(new Error("no"), { code: system })));
    await assert.rejects(refused, { code, kind, message: /^out\.csv cannot be written: / });
  });

test("every other failure stays what it is", async () => {
  for (const error of [new CancelledError("Writing"), new TypeError("no"), Object.assign(new Error(), { code: "EIO" })])
    await assert.rejects(
      writingTo("out.csv", () => Promise.reject(error)),
      (thrown) => thrown === error,
    );
});
