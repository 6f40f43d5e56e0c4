import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { LexopsError } from "../../foundation/index.ts";
import { writeSafetensors } from "../safetensors/index.ts";
import { openPretrainedFolder } from "./open-pretrained-folder.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexops-pretrained-"));
after(() => rmSync(root, { recursive: true }));
let made = 0;

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, Uint8Array | string | object>>): string {
  const folder = path.join(root, String(made++));
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files))
    writeFileSync(
      path.join(folder, name),
      typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
  return folder;
}

const float32 = (shape: readonly number[], ...values: number[]) =>
  ({ type: "float32", shape, data: Float32Array.from(values) }) as const;
const config = { model_type: "bert", architectures: ["BertModel"], hidden_size: 2 };
const first = writeSafetensors({ a: float32([2], 1, 2) });
const second = writeSafetensors({ b: float32([1, 2], 3, 4) });
const index = (map: object) => ({ metadata: { total_size: 16 }, weight_map: map });

function refuses(folder: string, code: string, message: RegExp) {
  return assert.rejects(openPretrainedFolder(folder), (error) => {
    assert.ok(error instanceof LexopsError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.remedy, "");
    return true;
  });
}

test("a folder with one file of weights, reached through links as in the Hub's cache", async () => {
  const blobs = folderOf({ one: JSON.stringify(config), two: first });
  const folder = folderOf({});
  symlinkSync(path.join(blobs, "one"), path.join(folder, "config.json"));
  symlinkSync(path.join(blobs, "two"), path.join(folder, "model.safetensors"));
  const opened = await openPretrainedFolder(folder);
  assert.equal(opened.modelType, "bert");
  assert.deepEqual(opened.architectures, ["BertModel"]);
  assert.deepEqual(opened.config, config);
  assert.deepEqual([...opened.tensors], [["a", { dtype: "F32", shape: [2] }]]);
  assert.deepEqual(await opened.readTensor("a"), Float32Array.of(1, 2));
  await assert.rejects(opened.readTensor("c"), { code: "safetensors/unknown-tensor" });
  await opened.close();
});

test("weights in shards are one set of tensors", async () => {
  const folder = folderOf({
    "config.json": { model_type: "gpt2" },
    "model.safetensors.index.json": index({
      a: "model-00001-of-00002.safetensors",
      b: "model-00002-of-00002.safetensors",
    }),
    "model-00001-of-00002.safetensors": first,
    "model-00002-of-00002.safetensors": second,
  });
  const opened = await openPretrainedFolder(folder);
  assert.deepEqual(new Set(opened.tensors.keys()), new Set(["a", "b"]));
  assert.deepEqual(opened.tensors.get("b")?.shape, [1, 2]);
  assert.deepEqual(await opened.readTensor("b"), Float32Array.of(3, 4));
  assert.deepEqual(opened.weightFiles, ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]);
  await opened.close();
});

test("an index that leads out of the folder, or does not agree with its shards, is refused", async () => {
  const shards = { "config.json": config, "one.safetensors": first, "two.safetensors": second };
  const withIndex = (map: object) => folderOf({ ...shards, "model.safetensors.index.json": index(map) });
  for (const name of ["../one.safetensors", "/etc/passwd", "..", "a\\b", "C:x", "", "a/../one.safetensors"])
    await refuses(withIndex({ a: name }), "pretrained/bad-file", /is refused, as/);
  await refuses(withIndex({ a: "three.safetensors" }), "pretrained/not-a-model-folder", /shard three.* is missing/);
  await refuses(withIndex({ a: "one.safetensors", c: "two.safetensors" }), "pretrained/bad-file", /does not/);
  await refuses(withIndex({ a: "two.safetensors" }), "pretrained/bad-file", /does not/);
  await refuses(withIndex({ a: 7 }), "pretrained/bad-file", /weight_map/);
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`t${at}`, `s${at}`]));
  await refuses(withIndex(many), "pretrained/bad-file", /2000 shards/);
});

test("what is no model's folder is told from what is damaged", async () => {
  await refuses(path.join(root, "nowhere"), "pretrained/not-found", /There is no folder/);
  await refuses(`${root}/\0`, "pretrained/not-found", /There is no folder/);
  const file = path.join(folderOf({ x: "" }), "x");
  await refuses(file, "pretrained/not-a-model-folder", /a file/);
  await refuses(folderOf({ "model.safetensors": first }), "pretrained/not-a-model-folder", /no config\.json/);
  await refuses(folderOf({ "config.json": config }), "pretrained/not-a-model-folder", /neither/);
  await refuses(
    folderOf({ "config.json": config, "pytorch_model.bin": "pickle" }),
    "pretrained/pickled-weights",
    /runs as code/,
  );
  const weights = { "model.safetensors": first };
  const wrong: [content: string | object, problem: RegExp][] = [
    ["{", /not JSON/],
    ["[]", /not a JSON object/],
    [{}, /model_type/],
    [{ model_type: 7 }, /model_type/],
    [{ model_type: "" }, /model_type/],
    [{ model_type: "bert", architectures: "BertModel" }, /architectures/],
    ['{"model_type":"bert","model_type":"gpt2"}', /"model_type" twice/],
    [`{"model_type":"bert","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, /nested deeper/],
  ];
  for (const [content, problem] of wrong)
    await refuses(folderOf({ ...weights, "config.json": content }), "pretrained/bad-file", problem);
  await refuses(
    folderOf({ ...weights, "config.json": " ".repeat(17_000_000) }),
    "pretrained/file-too-large",
    /17000000 bytes/,
  );
  const withFolder = folderOf({ "config.json": config });
  mkdirSync(path.join(withFolder, "model.safetensors"));
  await refuses(withFolder, "pretrained/bad-file", /not a plain file/);
  await refuses(
    folderOf({ "config.json": config, "model.safetensors": first.subarray(0, 40) }),
    "safetensors/not-valid",
    /claims/,
  );
});

test("a device in place of a file is refused at once", {
  skip: process.platform === "win32" && "no such devices",
}, async () => {
  const folder = folderOf({ "config.json": config });
  symlinkSync("/dev/zero", path.join(folder, "model.safetensors"));
  await refuses(folder, "pretrained/bad-file", /not a plain file/);
});

test("weights that are not finite are named", async () => {
  const weights = {
    fine: float32([1], 1),
    broken: float32([4], 0, Number.NaN, 1, -Infinity),
    large: { type: "float64", shape: [1], data: Float64Array.of(1e39) } as const,
  };
  const opened = await openPretrainedFolder(
    folderOf({ "config.json": config, "model.safetensors": writeSafetensors(weights) }),
  );
  assert.deepEqual(await opened.readTensor("fine"), Float32Array.of(1));
  const broken = /"broken" .* has 2 of 4 elements that are not finite; the first is NaN at index 1/;
  await assert.rejects(opened.readTensor("broken"), { code: "pretrained/weights-not-finite", message: broken });
  await assert.rejects(opened.readTensor("large"), { code: "pretrained/weights-not-finite" });
  await opened.close();
});

test("any bytes in place of a document are read or refused", async () => {
  const outcome = async (files: Readonly<Record<string, Uint8Array | object>>) => {
    const folder = folderOf({ "config.json": config, "model.safetensors.index.json": index({}), ...files });
    try {
      await (await openPretrainedFolder(folder)).close();
    } catch (error) {
      assert.ok(error instanceof LexopsError, String(error));
    }
    rmSync(folder, { recursive: true });
  };
  const settings = { numRuns: 60 };
  const bytes = fc.uint8Array({ maxLength: 64 });
  await fc.assert(
    fc.asyncProperty(bytes, (content) => outcome({ "config.json": content })),
    settings,
  );
  await fc.assert(
    fc.asyncProperty(bytes, (content) => outcome({ "model.safetensors": content })),
    settings,
  );
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), (map) => outcome({ "model.safetensors.index.json": index(map as object) })),
    settings,
  );
});
