/** @file Embeddings of the real sentence encoder against those that PyTorch computed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { openEmbedder } from "../../src/index.ts";
import { sharedModel, withoutModel } from "./shared-data.ts";

const MODEL = "all-minilm-l6-v2";

interface Check {
  readonly texts: readonly string[];
  /** To four digits. */
  readonly cosine: readonly (readonly number[])[];
  /** To six digits. */
  readonly embedding_first_8: readonly (readonly number[])[];
}

test("MiniLM's embeddings are PyTorch's, whatever shares the batch", { skip: withoutModel(MODEL) }, async () => {
  const folder = sharedModel(MODEL)!;
  const check = JSON.parse(readFileSync(path.join(folder, "check.json"), "utf8")) as Check;
  const embedder = await openEmbedder(folder, { threads: 2 });
  const { width } = embedder;
  assert.deepEqual([embedder.pooling, embedder.normalize, embedder.maxLength, width], ["mean", true, 256, 384]);
  const long = "a long text that shares their batch ".repeat(60);
  const all = await embedder.embed([...check.texts, long, ""]);
  const rowOf = (values: Float32Array, row: number) => values.subarray(row * width, (row + 1) * width);
  const dot = (left: Float32Array, right: Float32Array) => left.reduce((sum, value, at) => sum + value * right[at]!, 0);
  for (const [row, text] of check.texts.entries()) {
    for (const [at, expected] of check.embedding_first_8[row]!.entries())
      assert.ok(Math.abs(rowOf(all, row)[at]! - expected) < 2e-6, `${text}: ${rowOf(all, row)[at]}, not ${expected}`);
    for (const [other, expected] of check.cosine[row]!.entries())
      assert.ok(Math.abs(dot(rowOf(all, row), rowOf(all, other)) - expected) < 1e-4);
    const alone = await embedder.embed([text]);
    for (const [at, value] of alone.entries()) assert.ok(Math.abs(value - rowOf(all, row)[at]!) < 1e-5);
  }
  assert.ok(all.every(Number.isFinite));
  await embedder.close();
});
