import assert from "node:assert/strict";
import { test } from "node:test";
import { folderName } from "./folder-name.ts";

test("a folder is called by its name, one in the Hub's cache by its repository's", () => {
  assert.deepEqual(folderName("/models/all-minilm/"), { name: "all-minilm", source: "all-minilm" });
  const commit = "0123456789abcdef0123456789abcdef01234567";
  for (const hub of ["/home/me/.cache/huggingface/hub/", "hub/"])
    assert.deepEqual(folderName(`${hub}models--sentence-transformers--all-MiniLM-L6-v2/snapshots/${commit}`), {
      name: "sentence-transformers/all-MiniLM-L6-v2",
      source: `sentence-transformers/all-MiniLM-L6-v2@${commit}`,
    });
  assert.equal(folderName(`models--gpt2/snapshots/${commit}`).name, commit);
});
