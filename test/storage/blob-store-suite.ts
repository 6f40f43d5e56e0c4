/** @file What every store of blobs must do, whatever it is made of. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRandom, sha256 } from "../../src/foundation/index.ts";
import type { BlobInfo, BlobStore } from "../../src/lifecycle/blobs/index.ts";

/** Some bytes that do not compress. */
export function noise(length: number, seed = "noise"): Buffer {
  const random = createRandom(seed);
  const words = Uint32Array.from({ length: Math.ceil(length / 4) }, () => random.uint32());
  return Buffer.from(words.buffer).subarray(0, length);
}

const listed = async (store: BlobStore) => {
  const list: BlobInfo[] = [];
  for await (const blob of store.list()) list.push(blob);
  return list;
};

/** All bytes of a stream. */
export const collect = async (chunks: AsyncIterable<Buffer>) => {
  const list: Buffer[] = [];
  for await (const chunk of chunks) list.push(Buffer.from(chunk));
  return Buffer.concat(list);
};

/** Runs the suite; `open` gives an empty store each time. */
export function testBlobStore(name: string, open: () => Promise<BlobStore>): void {
  describe(`blobs in ${name}`, () => {
    test("what is put comes back, whole and by ranges", async () => {
      const store = await open();
      const content = noise(2_500_000);
      const put = await store.put(content);
      assert.deepEqual(put, { sha256: sha256(content), sizeBytes: content.length, added: true });
      assert.ok((await collect(store.get(put.sha256))).equals(content));
      const reader = await store.open(put.sha256);
      assert.equal(reader.sizeBytes, content.length);
      assert.ok((await reader.read(1_234_567, 1000)).equals(content.subarray(1_234_567, 1_235_567)));
      await assert.rejects(reader.read(content.length - 10, 11), { code: "blobs/damaged-blob" });
      await reader.close();
    });

    test("a stream becomes visible when it is committed, under the name of its content", async () => {
      const store = await open();
      const content = noise(300_000, "stream");
      const writer = await store.create();
      const chunk = Buffer.alloc(70_000);
      for (let at = 0; at < content.length; at += chunk.length) {
        const bytes = chunk.subarray(0, content.copy(chunk, 0, at));
        await writer.write(bytes);
        chunk.fill(0); // written bytes may be reused
      }
      assert.deepEqual(await listed(store), []);
      const { sha256: name } = await writer.commit();
      assert.equal(name, sha256(content));
      assert.deepEqual(await listed(store), [{ sha256: name, sizeBytes: content.length }]);
    });

    test("equal content is kept once", async () => {
      const store = await open();
      const content = noise(10_000, "once");
      assert.equal((await store.put(content)).added, true);
      assert.equal((await store.put(content)).added, false);
      const writer = await store.create();
      await writer.write(content);
      assert.equal((await writer.commit()).added, false);
      assert.equal((await listed(store)).length, 1);
    });

    test("a discarded blob leaves nothing, an empty one is one", async () => {
      const store = await open();
      const writer = await store.create();
      await writer.write(noise(5000, "discarded"));
      await writer.discard();
      assert.deepEqual(await listed(store), []);
      const empty = await store.put(new Uint8Array(0));
      assert.equal((await collect(store.get(empty.sha256))).length, 0);
    });

    test("lists by name, deletes, and says what is not there", async () => {
      const store = await open();
      const names: string[] = [];
      for (let index = 0; index < 20; index++) names.push((await store.put(noise(100, `${index}`))).sha256);
      const found = (await listed(store)).map((blob) => blob.sha256);
      assert.deepEqual(found, names.toSorted());
      assert.equal(await store.delete(names[3]!), true);
      assert.equal(await store.delete(names[3]!), false);
      assert.equal(await store.find(names[3]!), undefined);
      await assert.rejects(store.open(names[3]!), { code: "blobs/missing-blob" });
      await assert.rejects(collect(store.get(names[3]!)), { code: "blobs/missing-blob" });
      assert.equal(await store.find("../../etc/passwd"), undefined);
      await assert.rejects(store.open("../../etc/passwd"), { code: "blobs/missing-blob" });
    });
  });
}
