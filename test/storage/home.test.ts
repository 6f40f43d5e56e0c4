/** @file The home folder: made on first use, one writer at a time, and clear about what is wrong with it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, test } from "node:test";
import { homeFolder } from "../../src/storage/home/index.ts";
import { openHomeForReading, openHomeForWriting } from "../../src/storage/home/open-home.ts";
import { noise } from "./blob-store-suite.ts";
import { testDataVersionStore } from "./data-version-store-suite.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-home-"));
const toClose: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of toClose) await close();
  rmSync(root, { recursive: true });
});
const newFolder = () => path.join(mkdtempSync(path.join(root, "case-")), ".lexops");

testDataVersionStore("SQLite", async () => {
  const home = await openHomeForWriting(newFolder());
  toClose.push(home.close);
  return home.dataVersions;
});

/** A process that holds the lock until it is killed. */
async function startHolder(folder: string) {
  const module = path.resolve(import.meta.dirname, "../../src/storage/home/open-home.ts");
  const script = `const { openHomeForWriting } = await import(${JSON.stringify(module)});
    const home = await openHomeForWriting(${JSON.stringify(folder)});
    const blob = await home.blobs.create();
    await blob.write(Buffer.alloc(1000));
    console.log("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--conditions=lexops-source", "--input-type=module", "--eval", script]);
  child.stderr.pipe(process.stderr);
  await once(child.stdout, "data");
  return child;
}

describe("the home folder", () => {
  test("is what was named, what the environment names, or .lexops", () => {
    assert.equal(homeFolder("a", { LEXOPS_HOME: "b" }), "a");
    assert.equal(homeFolder(undefined, { LEXOPS_HOME: "b" }), "b");
    assert.equal(homeFolder(undefined, { LEXOPS_HOME: "" }), ".lexops");
    assert.equal(homeFolder(undefined, {}), ".lexops");
  });

  test("reading makes nothing, writing makes it, ignored by git", async () => {
    const folder = newFolder();
    assert.equal(await openHomeForReading(folder), undefined);
    assert.equal(existsSync(folder), false);
    const home = await openHomeForWriting(folder);
    await home.close();
    assert.equal(readFileSync(path.join(folder, ".gitignore"), "utf8"), "*\n");
    assert.deepEqual(readdirSync(folder).toSorted(), [".gitignore", "lexops.sqlite", "writer.lock"]);
  });

  test("is never made out of somebody else's folder", async () => {
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(path.join(folder, "thesis.txt"), "mine");
    await assert.rejects(openHomeForWriting(folder), { code: "storage/home-in-the-way", kind: "conflict" });
    await assert.rejects(openHomeForWriting(path.join(folder, "thesis.txt")), { code: "storage/home-in-the-way" });
    assert.deepEqual(readdirSync(folder), ["thesis.txt"]);
  });

  test("a second writer waits briefly, then names the process that writes; readers do not wait", async () => {
    const folder = newFolder();
    const holder = await startHolder(folder);
    try {
      const started = performance.now();
      await assert.rejects(openHomeForWriting(folder, { waitMs: 150 }), {
        code: "storage/home-locked",
        message: new RegExp(`process ${holder.pid};`),
      });
      assert.ok(performance.now() - started >= 150);
      const reader = await openHomeForReading(folder);
      assert.deepEqual(await reader?.dataVersions.listNames(), []);
      await reader?.close();
    } finally {
      holder.kill("SIGKILL");
      await once(holder, "exit");
    }
  });

  test("a writer that was killed holds no lock and leaves nothing half-written", async () => {
    const folder = newFolder();
    const holder = await startHolder(folder);
    assert.equal(readdirSync(path.join(folder, "temporary")).length, 1);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const home = await openHomeForWriting(folder, { waitMs: 0 });
    assert.equal(existsSync(path.join(folder, "temporary")), false);
    await home.close();
  });

  test("a writer in the same process waits for the first", async () => {
    const folder = newFolder();
    const first = await openHomeForWriting(folder);
    const second = openHomeForWriting(folder, { waitMs: 5000 });
    await first.blobs.put(noise(10));
    await first.close();
    await (await second).close();
  });

  test("an aborted signal ends the wait", async () => {
    const folder = newFolder();
    const first = await openHomeForWriting(folder);
    const signal = AbortSignal.timeout(100);
    await assert.rejects(openHomeForWriting(folder, { signal }), { name: "TimeoutError" });
    await first.close();
  });

  test("a database of a newer program is refused, to writers and readers", async () => {
    const folder = newFolder();
    await (await openHomeForWriting(folder)).close();
    const database = new DatabaseSync(path.join(folder, "lexops.sqlite"));
    database.exec("UPDATE schema_version SET version = 999");
    database.close();
    for (const open of [openHomeForWriting, openHomeForReading])
      await assert.rejects(open(folder), { code: "storage/newer-database", message: /schema version 999/ });
    await assert.rejects(openHomeForWriting(folder, { waitMs: 0 }), { code: "storage/newer-database" }); // no lock left
  });

  test("a database that is none is named", async () => {
    const folder = newFolder();
    await (await openHomeForWriting(folder)).close();
    writeFileSync(path.join(folder, "lexops.sqlite"), "this was once a database ".repeat(100));
    for (const open of [openHomeForWriting, openHomeForReading])
      await assert.rejects(open(folder), { code: "storage/damaged-database", message: /lexops\.sqlite/ });
  });

  test("a folder that nobody may write to can be read, and says so when it should be written to", async () => {
    const folder = newFolder();
    const home = await openHomeForWriting(folder);
    const { sha256 } = await home.blobs.put(Buffer.from("content"));
    await home.close();
    const isRoot = process.geteuid?.() === 0;
    chmodSync(root, 0o755);
    for (const place of [path.dirname(folder), folder, path.join(folder, "blobs")]) chmodSync(place, 0o555);
    if (isRoot) process.seteuid?.(65_534); // root may write everywhere
    try {
      const reader = await openHomeForReading(folder);
      assert.deepEqual(await reader?.dataVersions.listNames(), []);
      assert.ok(await reader?.blobs.find(sha256));
      await reader?.close();
      await assert.rejects(openHomeForWriting(folder), { code: "EACCES" });
    } finally {
      if (isRoot) process.seteuid?.(0);
      for (const place of [path.dirname(folder), folder, path.join(folder, "blobs")]) chmodSync(place, 0o755);
    }
  });
});
