/** @file What goes wrong while data is added leaves nothing half-written, and says what it was. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { runHere, runLexops, startLexops } from "../cli/run-lexops.ts";
import { killAdditions } from "./kill-add.ts";
import { csvOf, sampleRows } from "./version-home.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-faults-"));

/** A disk of one megabyte, where the system lets us make one. */
const smallDisk = path.join(root, "small");
mkdirSync(smallDisk);
const system = (command: string, ...args: string[]) => spawnSync(command, args);
const isMounted = system("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", smallDisk).status === 0;
after(() => {
  if (isMounted) system("umount", smallDisk);
  rmSync(root, { recursive: true });
});

function file(name: string, rows: number): string {
  const place = path.join(root, name);
  writeFileSync(place, csvOf(sampleRows(rows, name)));
  return place;
}

const listed = async (home: string) =>
  (
    JSON.parse((await runHere(["data", "list", "--json", "--home", home])).stdout) as {
      dataSets: { versions: unknown[] }[];
    }
  ).dataSets;

describe("faults while data is added", () => {
  test("killed at any moment, nothing half-written is visible and the next command works", () =>
    killAdditions(2, 4000));

  test("a full disk is told, leaves what was there, and is no end of it", {
    skip: !isMounted && "no small disk can be made here",
  }, async () => {
    const home = path.join(smallDisk, ".lexops");
    assert.equal((await runHere(["data", "add", file("small.csv", 100), "reviews", "--home", home])).status, 0);
    const before = readdirSync(path.join(home, "blobs"), { recursive: true }).length;
    const { status, stderr } = await runHere(["data", "add", file("large.csv", 160_000), "reviews", "--home", home]);
    assert.notEqual(status, 0);
    assert.match(stderr, /no room left on the disk/);
    assert.equal(readdirSync(path.join(home, "blobs"), { recursive: true }).length, before);
    assert.equal((await listed(home))[0]!.versions.length, 1);
    assert.equal((await runHere(["data", "add", file("other.csv", 200), "reviews", "--home", home])).status, 0);
    assert.equal((await listed(home))[0]!.versions.length, 2);
  });

  test("two that add at once both get in, or one is told who is writing", async () => {
    const home = path.join(root, "both");
    const files = [file("one.csv", 1000), file("two.csv", 1000)];
    const add = (name: string) => runLexops(["data", "add", name, "reviews", "--home", home], { cwd: root });
    const runs = await Promise.all(files.map(add));
    assert.ok(runs.some(({ status }) => status === 0));
    for (const [at, { status, stderr }] of runs.entries()) {
      if (status === 0) continue;
      assert.match(stderr, /being written to by (the process \d+|another process)/);
      assert.equal((await add(files[at]!)).status, 0);
    }
    assert.equal((await listed(home))[0]!.versions.length, 2);
  });

  test("Ctrl-C ends it in good order", async () => {
    const home = path.join(root, "interrupted");
    const { child, finished } = startLexops(["data", "add", file("long.csv", 30_000), "reviews", "--home", home], {
      cwd: root,
    });
    const poll = setInterval(() => {
      // As soon as it writes rows.
      const blobs = system("ls", path.join(home, "temporary")).stdout.toString();
      if (blobs.trim() === "") return;
      clearInterval(poll);
      child.kill("SIGINT");
    }, 20);
    const { status, stderr } = await finished;
    clearInterval(poll);
    assert.equal(status, 130, stderr);
    assert.deepEqual(await listed(home), []);
    assert.deepEqual(readdirSync(path.join(home, "temporary")), []);
  });

  test("a broken row stops it with its place, and no version", async () => {
    const home = path.join(root, "broken");
    const place = path.join(root, "broken.csv");
    writeFileSync(place, `${csvOf(sampleRows(5000))}"never closed,positive\n`);
    const { status, stderr } = await runHere(["data", "add", place, "reviews", "--home", home]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, /quote opened/);
    assert.deepEqual(await listed(home), []);
    assert.deepEqual(readdirSync(path.join(home, "temporary")), []);
  });
});
