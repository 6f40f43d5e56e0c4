/** @file The suite runs under the Node that the sources need. */
import assert from "node:assert/strict";
import { test } from "node:test";

test("runs on Node 24 or newer", () => {
  assert.ok(Number(process.versions.node.split(".")[0]) >= 24, process.version);
});
