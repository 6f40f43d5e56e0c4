import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { requireOutputFile, requireOutputFolder } from "./prepare-output.ts";

describe("where a result goes", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-output-"));
    await mkdir(path.join(folder, "empty"));
    await mkdir(path.join(folder, "bundle"));
    await writeFile(path.join(folder, "bundle", "bundle.json"), "{}");
    await mkdir(path.join(folder, "photos"));
    await writeFile(path.join(folder, "photos", "cat.jpg"), "");
    await writeFile(path.join(folder, "file"), "");
  });
  after(() => rm(folder, { recursive: true }));

  test("nothing, an empty folder and an older result are fine", async () => {
    for (const name of ["new", "new/deep/er", "empty", "bundle"])
      await assert.doesNotReject(requireOutputFolder(path.join(folder, name), "bundle.json"));
  });

  test("a file may replace a file, not a folder", async () => {
    for (const name of ["file", "new.html", "new/page.html"])
      await assert.doesNotReject(requireOutputFile(path.join(folder, name)));
    await assert.rejects(requireOutputFile(path.join(folder, "empty")), { code: "actions/output-in-the-way" });
  });

  test("anything else is left alone", async () => {
    const inTheWay = { code: "actions/output-in-the-way", kind: "conflict" };
    await assert.rejects(requireOutputFolder(path.join(folder, "photos"), "bundle.json"), inTheWay);
    await assert.rejects(requireOutputFolder(path.join(folder, "file"), "bundle.json"), inTheWay);
    await assert.rejects(requireOutputFolder(path.join(folder, "file", "x"), "bundle.json"), inTheWay);
  });
});
