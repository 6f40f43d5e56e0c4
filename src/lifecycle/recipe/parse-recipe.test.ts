import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { LexopsError } from "../../foundation/index.ts";
import { recipes } from "./catalog.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { renderRecipe } from "./render-recipe.ts";

const yaml = renderRecipe(recipes.get("embedding-max-pool").recipe);

/** The line that a field stands on, from 1. */
const lineOf = (field: string) => yaml.split("\n").findIndex((line) => line.trimStart().startsWith(field)) + 1;

function failure(text: string, code: string): LexopsError {
  try {
    parseRecipe(text, "recipe.yaml");
  } catch (error) {
    assert.ok(error instanceof LexopsError);
    assert.equal(error.code, code, error.message);
    return error;
  }
  assert.fail("it should not have been accepted");
}

describe("parsing a recipe", () => {
  test("an unknown field is named with its line and the nearest known one", () => {
    const error = failure(yaml.replace("  epochs:", "  epoch:"), "recipe/invalid");
    assert.equal(
      error.message,
      `recipe.yaml is not a valid recipe: line ${lineOf("epochs:")}, training.epoch: unknown field.`,
    );
    assert.equal(error.remedy, 'Did you mean "epochs"?');
  });

  test("a wrong value is named with its line, its field and what is allowed", () => {
    assert.match(
      failure(yaml.replace("epochs: 8", "epochs: eight"), "recipe/invalid").message,
      new RegExp(`: line ${lineOf("epochs:")}, training\\.epochs: expected number, not "eight"\\.$`),
    );
    assert.match(
      failure(yaml.replace("testSize: 0.2", "testSize: 1"), "recipe/invalid").message,
      new RegExp(`: line ${lineOf("testSize:")}, split\\.testSize: too big: expected number to be <1, not 1\\.$`),
    );
    const type = failure(yaml.replace("embedding-max-pool/v1", "embedding-max-pol/v1"), "recipe/invalid");
    const line = lineOf("type: embedding-max-pool");
    assert.match(type.message, new RegExp(`line ${line}, model\\.type: no such type as "embedding-max-pol/v1"`));
    assert.equal(type.remedy, 'Did you mean "embedding-max-pool/v1"?');
  });

  test("missing parts are named", () => {
    const message = failure("format: lexops-recipe/v1\nname: x\nmodel: {}\n", "recipe/invalid").message;
    assert.match(message, /text: is missing/);
    assert.match(message, /model\.type: is missing/);
  });

  test("defaults fill what is left out, and say nothing of columns that were not named", () => {
    const short =
      "{format: lexops-recipe/v1, name: x, text: {type: none/v1}, model: {type: majority/v1}, training: {type: none/v1}, columns: {label: stars}}";
    const { recipe, columns } = parseRecipe(short, "recipe.yaml");
    assert.equal(recipe.split.testSize, 0.2);
    assert.deepEqual(columns, { label: "stars" });
  });

  test("a newer format asks for a newer Lexops", () => {
    assert.match(failure(yaml.replace("recipe/v1", "recipe/v2"), "recipe/newer-format").remedy, /Update Lexops/);
  });

  for (const [what, text, line] of [
    ["a tag that would run code", yaml.replace("seed: 0", "seed: !!js/function 'return 1'"), 13],
    ["an anchor", yaml.replace("seed: 0", "seed: &seed 0"), 13],
    ["a field written twice", yaml.replace("seed: 0", "seed: 0\nseed: 1"), 14],
    ["an unclosed bracket", `${yaml}x: [1,\n`, 0],
    ["two documents", `${yaml}---\n${yaml}`, 0],
  ] as const)
    test(`${what} is refused with its line`, () => {
      assert.match(failure(text, "recipe/syntax").message, line === 0 ? /line \d+: / : new RegExp(`, line ${line}: `));
    });

  test("empty, far too large and absurdly nested documents are refused quickly", () => {
    assert.match(failure("", "recipe/invalid").message, /it is empty/);
    failure(" ".repeat(2 ** 18 + 1), "recipe/too-large");
    failure("[".repeat(50_000), "recipe/syntax");
    failure("- ".repeat(50_000), "recipe/syntax");
    failure("a:\n".repeat(50_000), "recipe/syntax");
  });

  test("any text at all gives a recipe or an error of ours", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      " ",
      "\n",
      "-",
      "&a",
      "*a",
      "!!t",
      "'",
      '"',
      "?",
      "|",
      "#",
      "format",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
      fc
        .tuple(fc.nat(yaml.length), fc.string({ maxLength: 8 }))
        .map(([at, text]) => yaml.slice(0, at) + text + yaml.slice(at)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          assert.equal(parseRecipe(text, "recipe.yaml").recipe.format, "lexops-recipe/v1");
        } catch (error) {
          assert.ok(error instanceof LexopsError, String(error));
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
