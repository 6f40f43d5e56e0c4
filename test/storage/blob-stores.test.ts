/** @file Every store of blobs passes the one suite. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { createFolderBlobStore } from "../../src/storage/files/index.ts";
import { collect, noise, testBlobStore } from "./blob-store-suite.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-blobs-"));
after(() => rmSync(root, { recursive: true }));

function openFolder() {
  const folder = mkdtempSync(path.join(root, "store-"));
  return { folder, store: createFolderBlobStore(path.join(folder, "blobs"), path.join(folder, "temporary")) };
}

testBlobStore("a folder", async () => openFolder().store);

describe("a folder of blobs", () => {
  test("a changed file is noticed and named", async () => {
    const { folder, store } = openFolder();
    const content = noise(2_000_000);
    const { sha256 } = await store.put(content);
    const file = path.join(folder, "blobs", sha256.slice(0, 2), sha256);
    chmodSync(file, 0o644);
    content[1_000_000]! ^= 1;
    writeFileSync(file, content);
    await assert.rejects(collect(store.get(sha256)), { code: "blobs/damaged-blob", message: /SHA-256/ });
  });

  test("nothing temporary is left", async () => {
    const { folder, store } = openFolder();
    await store.put(noise(1000));
    const writer = await store.create();
    await writer.write(noise(1000));
    await writer.commit();
    assert.deepEqual(readdirSync(path.join(folder, "temporary")), []);
  });
});
