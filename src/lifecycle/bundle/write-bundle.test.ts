import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { sampleContents } from "./bundle.sample.ts";
import { BadFileNameError, DiskFullError, FolderNotWritableError, NotOverwritableError } from "./errors.ts";
import { readBundle } from "./read-bundle.ts";
import { verifyBundle } from "./verify-bundle.ts";
import { writeBundle, writeFailure } from "./write-bundle.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lexops-bundle-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const contents = await sampleContents("rows");

test("what is written is read back, and nothing else is left in the folder", async () => {
  const target = path.join(folder, "whole", "deep");
  const { id } = await writeBundle(target, contents);
  const bundle = await readBundle(target);
  assert.equal(bundle.id, id);
  assert.equal(bundle.name, contents.name);
  assert.deepEqual(bundle.labels, contents.labels);
  assert.deepEqual(bundle.lineage, contents.lineage);
  assert.equal(bundle.recipeYaml, contents.recipeYaml);
  assert.deepEqual(Buffer.from(bundle.onnx), Buffer.from(contents.onnx));
  assert.deepEqual(await bundle.weights(), contents.weights);
  assert.deepEqual(JSON.parse(Buffer.from((await bundle.file("evaluation.json"))!).toString()).rows, 2);
  assert.equal(await bundle.file("nothing.txt"), undefined);
  assert.equal(await bundle.file("__proto__"), undefined);
  assert.deepEqual(readdirSync(path.dirname(target)), ["deep"]);
  assert.deepEqual((await verifyBundle(target)).problems, []);
});

test("the same contents give the same id; other contents another", async () => {
  const target = path.join(folder, "twice");
  const first = await writeBundle(target, contents);
  assert.equal((await writeBundle(target, contents)).id, first.id);
  assert.notEqual((await writeBundle(target, { ...contents, labels: ["worse", "better"] })).id, first.id);
});

test("labels, names and lineage of any sort survive", async () => {
  const labels = ["", "__proto__", "10", "2", "constructor", 'a "quoted" one', "日本語", "🙂"];
  const lineage = { nested: { list: [1, null, "x"] }, "__proto__ ": true };
  const odd = { ...(await sampleContents("rows", labels)), name: "Ünï/côdé", lineage };
  await writeBundle(path.join(folder, "odd"), odd);
  const bundle = await readBundle(path.join(folder, "odd"));
  assert.deepEqual([bundle.labels, bundle.name, bundle.lineage], [labels, odd.name, lineage]);
});

test("the model card carries the figures, MLmodel the signature", async () => {
  const target = path.join(folder, "card");
  await writeBundle(target, contents);
  const card = readFileSync(path.join(target, "README.md"), "utf8");
  assert.match(card, /^---\nlibrary_name: lexops\n/);
  assert.match(card, /\| accuracy \| 0\.5000 \| 0\.1000 to 0\.9000 \|/);
  assert.match(readFileSync(path.join(target, "MLmodel"), "utf8"), /data: model\.onnx/);
});

test("only a bundle, an empty folder or nothing is replaced", async () => {
  const other = path.join(folder, "other");
  mkdirSync(other);
  await writeBundle(other, contents);
  writeFileSync(path.join(other, "bundle.json"), "{");
  await writeBundle(other, contents); // a damaged bundle is still one
  for (const [name, make] of Object.entries({
    file: (target: string) => writeFileSync(target, "x"),
    full: (target: string) => {
      mkdirSync(target);
      writeFileSync(path.join(target, "thesis.txt"), "x");
    },
    link: (target: string) => symlinkSync(other, target),
    "foreign json": (target: string) => {
      mkdirSync(target);
      writeFileSync(path.join(target, "bundle.json"), '{"format": "other"}');
    },
  })) {
    const target = path.join(folder, name);
    make(target);
    await assert.rejects(writeBundle(target, contents), NotOverwritableError, name);
  }
  assert.equal(readFileSync(path.join(folder, "full", "thesis.txt"), "utf8"), "x");
  await assert.rejects(writeBundle(path.join(folder, "file", "inside"), contents), NotOverwritableError);
});

test("names that leave the folder or are taken are refused, and nothing is written", async () => {
  for (const name of ["../evil.txt", "/etc/evil", "model.onnx", "bundle.json", "bundle.sha256", "a\\b"]) {
    const target = path.join(folder, "names");
    await assert.rejects(writeBundle(target, { ...contents, files: { [name]: "x" } }), BadFileNameError, name);
  }
  assert.ok(!readdirSync(folder).includes("names"));
});

test("a read-only folder is a clear error and stays as it was", { skip: process.platform === "win32" }, async () => {
  const locked = path.join(folder, "locked");
  mkdirSync(locked);
  chmodSync(locked, 0o555);
  const isRoot = process.getuid?.() === 0;
  chmodSync(folder, 0o755);
  if (isRoot) process.seteuid?.(65534);
  try {
    await assert.rejects(writeBundle(path.join(locked, "bundle"), contents), FolderNotWritableError);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
  assert.deepEqual(readdirSync(locked), []);
});

test("a full disk is a clear error", { skip: process.platform !== "linux" }, () => {
  let refusal: NodeJS.ErrnoException | undefined;
  try {
    writeFileSync("/dev/full", "x");
  } catch (error) {
    refusal = error as NodeJS.ErrnoException;
  }
  const failure = writeFailure("out", 1234, refusal!);
  assert.ok(failure instanceof DiskFullError);
  assert.match(failure.message, /"out" has no room for the bundle \(1234 bytes\)/);
});
