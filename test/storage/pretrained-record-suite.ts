/** @file What every store of records of imported models must do, whatever database is behind it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sha256 } from "../../src/foundation/index.ts";
import type { PretrainedRecord, PretrainedRecordStore } from "../../src/lifecycle/pretrained/index.ts";

const record = (name: string, content = name): PretrainedRecord => ({
  name,
  id: sha256(content),
  modelType: "bert",
  parameters: 3_000_000_000,
  sizeBytes: 2 ** 40,
  licence: null,
  licenceFrom: null,
  source: "folder",
  createdAt: "2026-01-02T03:04:05.000Z",
});

/** Runs the suite; `open` gives an empty store each time. */
export function testPretrainedRecordStore(name: string, open: () => Promise<PretrainedRecordStore>): void {
  describe(`records of imported models in ${name}`, () => {
    test("what is put is found by name and listed in order", async () => {
      const store = await open();
      assert.deepEqual(await store.list(), []);
      assert.equal(await store.find("a"), undefined);
      await store.put(record("owner/b"));
      await store.put(record("a"));
      assert.deepEqual(
        (await store.list()).map((one) => one.name),
        ["a", "owner/b"],
      );
      assert.deepEqual(await store.find("owner/b"), record("owner/b"));
    });

    test("a name has one record, the last that was put", async () => {
      const store = await open();
      await store.put(record("a"));
      const later = { ...record("a", "other"), licence: "mit", licenceFrom: "told" };
      await store.put(later);
      assert.deepEqual(await store.list(), [later]);
    });

    test("what is removed is gone", async () => {
      const store = await open();
      await store.put(record("a"));
      await store.put(record("b", "a"));
      assert.equal(await store.remove("a"), true);
      assert.equal(await store.remove("a"), false);
      assert.deepEqual(await store.list(), [record("b", "a")]);
    });
  });
}
