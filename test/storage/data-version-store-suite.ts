/** @file What every store of data versions must do, whatever database is behind it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sha256 } from "../../src/foundation/index.ts";
import type { DataVersionStore, NewDataVersion } from "../../src/lifecycle/data-versions/index.ts";

const version = (name: string, content: string): NewDataVersion => ({
  name,
  id: sha256(content),
  layout: sha256(`layout of ${content}`),
  rows: 3_000_000_000,
  storedBytes: 2 ** 40,
  addedFrom: `${content}.csv`,
  createdAt: "2026-01-02T03:04:05.000Z",
  blobs: [sha256(content), sha256(`layout of ${content}`), sha256("a part of all"), sha256("a part of all")],
});

/** Runs the suite; `open` gives an empty store each time. */
export function testDataVersionStore(name: string, open: () => Promise<DataVersionStore>): void {
  describe(`data versions in ${name}`, () => {
    test("versions are numbered by data set, in order", async () => {
      const store = await open();
      assert.deepEqual(await store.listNames(), []);
      assert.deepEqual(await store.listVersions("reviews"), []);
      for (const [set, content] of [
        ["reviews", "a"],
        ["mails", "a"],
        ["reviews", "b"],
      ] as const)
        assert.equal((await store.addVersion(version(set, content))).added, true);
      assert.deepEqual(await store.listNames(), ["mails", "reviews"]);
      const found = await store.listVersions("reviews");
      const { blobs: _, ...first } = version("reviews", "a");
      assert.deepEqual({ ...found[0] }, { ...first, number: 1 });
      assert.deepEqual(
        found.map(({ number, id }) => [number, id]),
        [
          [1, sha256("a")],
          [2, sha256("b")],
        ],
      );
    });

    test("the same id is the same version", async () => {
      const store = await open();
      await store.addVersion(version("reviews", "a"));
      await store.addVersion(version("reviews", "b"));
      const again = await store.addVersion({ ...version("reviews", "a"), createdAt: "2027-01-01T00:00:00.000Z" });
      assert.equal(again.added, false);
      assert.equal(again.version.number, 1);
      assert.equal(again.version.createdAt, "2026-01-02T03:04:05.000Z");
      assert.equal((await store.listVersions("reviews")).length, 2);
    });

    test("a removed version is off the lists, keeps its blobs and its number, and comes back when added", async () => {
      const store = await open();
      await store.addVersion(version("reviews", "a"));
      await store.addVersion(version("reviews", "b"));
      assert.equal(await store.removeVersion("reviews", 2, "2026-02-01T00:00:00.000Z"), true);
      assert.equal(await store.removeVersion("reviews", 2, "2026-02-01T00:00:00.000Z"), false);
      assert.equal(await store.removeVersion("reviews", 9, "2026-02-01T00:00:00.000Z"), false);
      assert.deepEqual(
        (await store.listVersions("reviews")).map(({ number }) => number),
        [1],
      );
      assert.ok((await store.listBlobs()).includes(sha256("b")));
      assert.equal((await store.addVersion(version("reviews", "c"))).version.number, 3);
      const back = await store.addVersion(version("reviews", "b"));
      assert.deepEqual([back.added, back.version.number], [true, 2]);
      assert.deepEqual(
        (await store.listVersions("reviews")).map(({ number }) => number),
        [1, 2, 3],
      );
    });

    test("blobs of all versions are listed once", async () => {
      const store = await open();
      await store.addVersion(version("reviews", "a"));
      await store.addVersion(version("mails", "b"));
      assert.deepEqual(
        (await store.listBlobs()).toSorted(),
        [...new Set([...version("", "a").blobs, ...version("", "b").blobs])].toSorted(),
      );
    });
  });
}
