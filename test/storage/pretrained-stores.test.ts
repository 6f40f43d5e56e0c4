/** @file Imported models in a home folder: records, folders, and homes from before there were any. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { sha256 } from "../../src/foundation/index.ts";
import { createPretrainedFolderStore } from "../../src/storage/files/index.ts";
import { openHomeForReading, openHomeForWriting } from "../../src/storage/home/open-home.ts";
import { testPretrainedRecordStore } from "./pretrained-record-suite.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-pretrained-stores-"));
const toClose: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of toClose) await close();
  rmSync(root, { recursive: true });
});
const newFolder = () => path.join(mkdtempSync(path.join(root, "case-")), ".lexops");

testPretrainedRecordStore("SQLite", async () => {
  const home = await openHomeForWriting(newFolder());
  toClose.push(home.close);
  return home.pretrained;
});

test("a home folder from before there were models gets their table, and keeps what it has", async () => {
  const folder = newFolder();
  await (await openHomeForWriting(folder)).close();
  const database = new DatabaseSync(path.join(folder, "lexops.sqlite"));
  database.exec("DROP TABLE pretrained_models; UPDATE schema_version SET version = 1");
  database.exec("INSERT INTO data_sets (name, created_at) VALUES ('reviews', '2026-01-01')");
  database.close();
  const home = await openHomeForReading(folder);
  assert.deepEqual(await home?.pretrained.list(), []);
  await home?.close();
  const upgraded = new DatabaseSync(path.join(folder, "lexops.sqlite"), { readOnly: true });
  assert.equal(upgraded.prepare("SELECT name FROM data_sets").get()?.["name"], "reviews");
  upgraded.close();
});

test("folders are there whole or not at all, and once for the same id", async () => {
  const folder = path.join(newFolder(), "pretrained");
  const temporary = path.join(path.dirname(folder), "temporary");
  const store = createPretrainedFolderStore(folder, temporary);
  const id = sha256("a");
  assert.deepEqual(await store.list(), []);
  assert.equal(await store.find(id), undefined);
  const [first, second] = [await store.stage(), await store.stage()];
  for (const { folder: staged } of [first, second]) writeFileSync(path.join(staged, "config.json"), "{}");
  assert.equal(await store.find(id), undefined);
  const place = await first.commit(id);
  assert.equal(await second.commit(id), place);
  for (const staged of [first, second]) await staged.discard();
  assert.equal(readFileSync(path.join(place, "config.json"), "utf8"), "{}");
  assert.deepEqual(readdirSync(temporary), []);
  assert.deepEqual(await store.list(), [id]);
  for (const name of ["..", "../temporary", "", id.slice(1)]) {
    assert.equal(await store.find(name), undefined);
    assert.equal(await store.remove(name), false);
  }
  assert.equal(await store.remove(id), true);
  assert.equal(await store.remove(id), false);
  assert.equal(existsSync(place), false);
  assert.deepEqual(readdirSync(temporary), []);
});
