import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { recipes } from "./catalog.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { renderRecipe } from "./render-recipe.ts";

describe("named recipes", () => {
  for (const [name, { summary, recipe }] of recipes.entries)
    test(`${name} is listed under its own name and survives YAML and JSON`, () => {
      assert.equal(recipe.name, name);
      assert.match(summary, /\.$/);
      assert.equal(recipe.dataDigest, null, "a named recipe belongs to no file");
      assert.deepEqual(parseRecipe(renderRecipe(recipe), "recipe.yaml").recipe, recipe);
      assert.deepEqual(parseRecipe(JSON.stringify(recipe, null, "\t"), "recipe.json").recipe, recipe);
    });

  test("what stops by a validation set holds a tenth out for it, the others nothing", () => {
    for (const [name, { recipe }] of recipes.entries)
      assert.equal(recipe.split.validationSize, recipe.training.type === "minibatch/v1" ? 0.1 : 0, name);
  });

  test("equal recipes give equal YAML, whatever the order of their fields", () => {
    const { recipe } = recipes.get("majority");
    const turned = Object.fromEntries(Object.entries(recipe).toReversed()) as typeof recipe;
    const split = Object.fromEntries(Object.entries(recipe.split).toReversed()) as typeof recipe.split;
    assert.equal(renderRecipe({ ...turned, split }), renderRecipe(recipe));
  });

  test("YAML writes every default out", () => {
    const yaml = renderRecipe(recipes.get("embedding-max-pool").recipe);
    for (const line of [
      "testSize: 0.2",
      "threads: 2",
      "maxTokens: 20000",
      "width: 32",
      "batchSize: 32",
      "resamples: 1000",
    ])
      assert.match(yaml, new RegExp(`^ *${line}$`, "m"));
  });
});
