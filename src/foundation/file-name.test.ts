import assert from "node:assert/strict";
import { test } from "node:test";
import { fileNameFault } from "./file-name.ts";

test("ordinary names are taken", () => {
  for (const name of ["model.onnx", "README.md", "a/b/c/d.json", "x", "_y-1.2"])
    assert.equal(fileNameFault(name), undefined);
});

test("names that lead elsewhere, or that some system can't hold, are refused", () => {
  const wrong = [
    "",
    ".",
    "..",
    "../x",
    "a/../b",
    "/etc/passwd",
    "a//b",
    "a/",
    "\\x",
    "a\\b",
    "C:x",
    ".hidden",
    "a\0b",
    "ü",
  ];
  for (const name of [...wrong, "CON", "nul.txt", "a/com1", "dot.", "a/b/c/d/e", "x".repeat(200)])
    assert.notEqual(fileNameFault(name), undefined, JSON.stringify(name));
});
