import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { writeFileAtomic, writeFolderAtomic } from "./atomic-files.ts";

describe("atomic files", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-atomic-"));
  });
  after(() => rm(folder, { recursive: true }));

  test("a file is replaced whole and missing folders are made", async () => {
    const file = path.join(folder, "a", "b.txt");
    await writeFileAtomic(file, "one");
    await writeFileAtomic(file, "two");
    assert.equal(await readFile(file, "utf8"), "two");
    assert.deepEqual(await readdir(path.dirname(file)), ["b.txt"]);
  });

  test("a folder that fails to fill leaves the old one and nothing else", async () => {
    const target = path.join(folder, "bundle");
    await writeFolderAtomic(target, (temporary) => writeFile(path.join(temporary, "x"), "old"));
    const failing = writeFolderAtomic(target, async (temporary) => {
      await writeFile(path.join(temporary, "x"), "new");
      throw new Error("disk full");
    });
    await assert.rejects(failing, /disk full/);
    assert.equal(await readFile(path.join(target, "x"), "utf8"), "old");
    assert.ok((await readdir(folder)).every((name) => !name.endsWith(".tmp")));
  });

  test("a folder replaces an older one", async () => {
    const target = path.join(folder, "bundle");
    await writeFolderAtomic(target, (temporary) => writeFile(path.join(temporary, "y"), "new"));
    assert.deepEqual(await readdir(target), ["y"]);
    assert.ok((await readdir(folder)).every((name) => !name.endsWith(".tmp")));
  });
});
