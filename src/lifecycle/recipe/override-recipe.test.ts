import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { recipes } from "./catalog.ts";
import { overrideRecipe } from "./override-recipe.ts";

const network = recipes.get("embedding-max-pool").recipe;

describe("overriding fields", () => {
  test("numbers, lists and nulls are read as YAML and the recipe itself is left alone", () => {
    const linear = recipes.get("logistic-regression").recipe;
    const changed = overrideRecipe(linear, ["text.ngramRange=[1, 3]", "text.norm=null", "training.c=0.5"]);
    assert.equal(changed.text.type, "tfidf/v1");
    assert.deepEqual({ ...changed.text }, { ...linear.text, ngramRange: [1, 3], norm: null });
    assert.deepEqual(changed.training, { ...linear.training, c: 0.5 });
    assert.deepEqual(linear, recipes.get("logistic-regression").recipe);
  });

  test("another type starts with its own defaults, and later overrides reach into it", () => {
    const changed = overrideRecipe(network, ["text.type=hashing/v1", "text.features=1024"]);
    assert.equal(changed.text.type, "hashing/v1");
    assert.equal("maxTokens" in changed.text, false);
    assert.equal("features" in changed.text && changed.text.features, 1024);
  });

  test("unknown fields, wrong values and wrong forms are refused", () => {
    const refused = (override: string, code: string, message: RegExp) =>
      assert.throws(
        () => overrideRecipe(network, [override]),
        (error: Error & { code?: string; remedy?: string }) => {
          assert.equal(error.code, code);
          assert.match(`${error.message} ${error.remedy}`, message);
          return true;
        },
      );
    refused("training.epoch=3", "recipe/invalid", /Did you mean "epochs"/);
    refused("training.epochs=0", "recipe/invalid", /training\.epochs: too small/);
    refused("training.epochs", "recipe/override-syntax", /equals sign/);
    refused("trainig.epochs=3", "recipe/override-syntax", /"trainig" holds no fields/);
    refused("training.epochs=[1", "recipe/override-syntax", /not YAML/);
    refused("__proto__.x=1", "recipe/override-syntax", /"__proto__" holds no fields/);
    refused("__proto__=1", "recipe/invalid", /__proto__: unknown field/);
    assert.equal(({} as { x?: number }).x, undefined);
  });
});
