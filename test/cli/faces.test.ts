/** @file Every action is there on each face that it lists, and on no other. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { api } from "../../src/api/index.ts";
import { commands } from "../../src/cli/command-tree.ts";
import * as library from "../../src/index.ts";

describe("faces of the actions", () => {
  for (const [name, { faces }] of Object.entries(api)) {
    const listed: readonly string[] = faces;
    test(`${name}: ${listed.join(", ")}`, () => {
      assert.equal(
        commands.some(({ action }) => action === name),
        listed.includes("cli"),
      );
      assert.equal(typeof (library as Record<string, unknown>)[name] === "function", listed.includes("library"));
    });
  }

  test("the commands have exactly the promised names", () => {
    assert.deepEqual(commands.map(({ declaration }) => declaration.command.join(" ")).toSorted(), [
      "bundle show",
      "bundle verify",
      "calibrate",
      "compare",
      "cross-validate",
      "data add",
      "data check",
      "data clean",
      "data convert",
      "data diff",
      "data export",
      "data inspect",
      "data list",
      "data remove",
      "data show",
      "data split",
      "embed",
      "evaluate",
      "generate",
      "learning-curve",
      "models adapt",
      "models export",
      "models import",
      "models list",
      "models pretrain",
      "models pull",
      "models remove",
      "models show",
      "predict",
      "quickstart",
      "recipe list",
      "recipe show",
      "serve",
      "text learn-tokenizer",
      "text normalise",
      "text tokenise",
      "train",
    ]);
  });
});
