import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { canonicalJson, sha256, sha256File } from "./digest.ts";

describe("digest", () => {
  test("equal values have one spelling", () => {
    assert.equal(canonicalJson({ b: [2, { d: 1, c: null }], a: "ä" }), '{"a":"ä","b":[2,{"c":null,"d":1}]}');
  });

  test("a file and its bytes have the same SHA-256", async () => {
    const { readFile } = await import("node:fs/promises");
    assert.equal(await sha256File(import.meta.filename), sha256(await readFile(import.meta.filename)));
    assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
