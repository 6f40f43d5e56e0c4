import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { LexopsError } from "../../foundation/index.ts";
import { sampleContents } from "./bundle.sample.ts";
import {
  AlteredBundleError,
  BadBundleManifestError,
  BundleNotFoundError,
  BundleTooLargeError,
  NewerBundleError,
  NotABundleError,
  OtherBundleError,
} from "./errors.ts";
import { readBundle } from "./read-bundle.ts";
import { parseManifest } from "./read-manifest.ts";
import { verifyBundle } from "./verify-bundle.ts";
import { writeBundle } from "./write-bundle.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lexops-bundle-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const sealed = path.join(folder, "sealed");
const { id } = await writeBundle(sealed, await sampleContents("rows"));

/** A copy of the bundle to be damaged. */
function copy(name: string): string {
  const target = path.join(folder, name);
  cpSync(sealed, target, { recursive: true });
  return target;
}

/** Changes bundle.json of a copy. */
function withManifest(name: string, change: (manifest: Record<string, unknown>) => void): string {
  const target = copy(name);
  const file = path.join(target, "bundle.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  change(manifest);
  writeFileSync(file, JSON.stringify(manifest));
  return target;
}

test("one changed byte of any file is found and refused", async () => {
  for (const [index, name] of readdirSync(sealed).entries()) {
    const target = copy(`byte-${index}`);
    const bytes = readFileSync(path.join(target, name));
    // In bundle.json a digit, so that it still parses.
    const at = name === "bundle.json" ? bytes.indexOf("000") : bytes.length >> 1;
    bytes[at] = bytes[at]! ^ 1;
    writeFileSync(path.join(target, name), bytes);
    const { problems } = await verifyBundle(target);
    const blamed = name === "bundle.sha256" ? problems[0]!.file : name;
    assert.deepEqual(problems, [{ file: blamed, problem: "altered" }]);
    await assert.rejects(readBundle(target), AlteredBundleError, name);
  }
});

test("missing, extra and replaced files are each named", async () => {
  const target = copy("several");
  rmSync(path.join(target, "recipe.yaml"));
  writeFileSync(path.join(target, "model.onnx"), "short");
  writeFileSync(path.join(target, "notes.txt"), "mine");
  renameSync(path.join(target, "MLmodel"), path.join(folder, "MLmodel"));
  symlinkSync(path.join(folder, "MLmodel"), path.join(target, "MLmodel"));
  rmSync(path.join(target, "README.md"));
  mkdirSync(path.join(target, "README.md"));
  const { problems } = await verifyBundle(target);
  assert.deepEqual(
    new Map(problems.map(({ file, problem }) => [file, problem])),
    new Map([
      ["recipe.yaml", "missing"],
      ["model.onnx", "altered"],
      ["MLmodel", "not a plain file"],
      ["README.md", "not a plain file"],
      ["notes.txt", "not part of the bundle"],
    ]),
  );
  await assert.rejects(
    readBundle(target),
    (error) => error instanceof AlteredBundleError && error.problems.length === 4,
  );
});

test("a file beside the sealed ones does not stop reading", async () => {
  const target = copy("extra");
  writeFileSync(path.join(target, ".DS_Store"), "x");
  assert.equal((await readBundle(target)).id, id);
});

test("a file that changes after reading is refused when it is asked for", async () => {
  const target = copy("later");
  const bundle = await readBundle(target);
  writeFileSync(path.join(target, "evaluation.json"), "{}");
  rmSync(path.join(target, "weights.safetensors"));
  await assert.rejects(bundle.file("evaluation.json"), AlteredBundleError);
  await assert.rejects(bundle.weights(), AlteredBundleError);
});

test("what is no bundle is told apart", async () => {
  mkdirSync(path.join(folder, "empty"));
  const link = path.join(folder, "latest");
  symlinkSync(sealed, link);
  assert.equal((await readBundle(link)).id, id);
  await assert.rejects(readBundle(path.join(folder, "absent")), BundleNotFoundError);
  await assert.rejects(readBundle(`${folder}/${"x".repeat(5000)}`), BundleNotFoundError);
  await assert.rejects(readBundle("a\0b"), BundleNotFoundError);
  await assert.rejects(readBundle(path.join(folder, "empty")), NotABundleError);
  await assert.rejects(readBundle(path.join(sealed, "bundle.json")), NotABundleError);
  await assert.rejects(
    readBundle(
      withManifest("foreign", (manifest) => {
        manifest["format"] = "other/v1";
      }),
    ),
    NotABundleError,
  );
  await assert.rejects(
    readBundle(
      withManifest("newer", (manifest) => {
        manifest["format"] = "lexops-bundle/v2";
      }),
    ),
    NewerBundleError,
  );
  await assert.rejects(readBundle(sealed, { expectedId: "0".repeat(64) }), OtherBundleError);
});

test("a manifest that can't be right is refused", async () => {
  const file = { sha256: "0".repeat(64), sizeBytes: 1 };
  const wrong: ((manifest: Record<string, unknown>) => void)[] = [
    (manifest) => {
      manifest["labels"] = ["a", "a"];
    },
    (manifest) => {
      manifest["labels"] = [];
    },
    (manifest) => {
      manifest["surprise"] = 1;
    },
    (manifest) => {
      manifest["text"] = { type: "tfidf/v99" };
    },
    (manifest) => {
      manifest["files"] = { "../evil": file };
    },
    (manifest) => {
      manifest["files"] = { "/etc/passwd": file };
    },
    (manifest) => {
      manifest["files"] = { "bundle.json": file };
    },
    (manifest) => {
      manifest["files"] = { "model.onnx": { ...file, sha256: "x" } };
    },
  ];
  for (const [index, change] of wrong.entries())
    await assert.rejects(readBundle(withManifest(`wrong-${index}`, change)), BadBundleManifestError, String(index));
  const huge = withManifest("huge", (manifest) => {
    manifest["files"] = { "model.onnx": { ...file, sizeBytes: 2 ** 40 } };
  });
  await assert.rejects(readBundle(huge), BundleTooLargeError);
  const truncated = copy("truncated");
  writeFileSync(path.join(truncated, "bundle.json"), readFileSync(path.join(sealed, "bundle.json")).subarray(0, 100));
  await assert.rejects(readBundle(truncated), BadBundleManifestError);
  await assert.rejects(
    readBundle(
      withManifest("no-files", (manifest) => {
        manifest["files"] = {};
      }),
    ),
    AlteredBundleError,
  );
});

test("any bytes as bundle.json are read or refused", () => {
  const outcome = (bytes: Uint8Array) => {
    try {
      parseManifest(bytes, "x");
    } catch (error) {
      assert.ok(error instanceof LexopsError, String(error));
    }
  };
  const valid = readFileSync(path.join(sealed, "bundle.json"));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), outcome));
  fc.assert(fc.property(fc.json(), (json) => outcome(Buffer.from(json))));
  fc.assert(
    fc.property(fc.nat(valid.length - 1), fc.nat(255), (at, byte) => outcome(new Uint8Array(valid).with(at, byte))),
  );
  const manifest = JSON.parse(valid.toString());
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(manifest)), fc.jsonValue(), (field, value) =>
      outcome(Buffer.from(JSON.stringify({ ...manifest, [field]: value }))),
    ),
  );
});
