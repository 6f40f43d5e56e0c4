import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { recipes, renderRecipe } from "../lifecycle/recipe/index.ts";
import { fileStem, furtherColumns, recipeForTraining } from "./recipe-for-training.ts";

/** A machine without a home folder. */
const nowhere = {
  home: {
    folder: ".lexops",
    read: async () => undefined,
    write: () => Promise.reject(new Error("nothing is written")),
    close: async () => {},
  },
};
const named = { recipe: "embedding-max-pool", set: [] };

describe("the recipe of a training", () => {
  test("flags override, the rest stays, the name tells file and recipe", async () => {
    const { recipe } = await recipeForTraining(nowhere, "data/my reviews.csv.gz", {
      ...named,
      testSize: 0,
      seed: 7,
      threads: 1,
      set: ["training.epochs=2"],
    });
    assert.equal(recipe.name, "my-reviews-embedding-max-pool");
    assert.deepEqual([recipe.split.testSize, recipe.split.validationSize, recipe.seed, recipe.threads], [0, 0.1, 7, 1]);
    assert.equal(recipe.training.type === "minibatch/v1" && recipe.training.epochs, 2);
  });

  test("normalisers are named in one word, and need a pipeline that reads text", async () => {
    const { recipe } = await recipeForTraining(nowhere, "a.csv", {
      ...named,
      normalise: "html, emoji",
      set: ["seed=3"],
    });
    assert.deepEqual(recipe.text.type === "word-ids/v1" && recipe.text.normalise, [
      { type: "html/v1" },
      { type: "emoji/v1", as: "named" },
    ]);
    await assert.rejects(recipeForTraining(nowhere, "a.csv", { ...named, normalise: "htm" }), { remedy: /"html"/ });
    await assert.rejects(recipeForTraining(nowhere, "a.csv", { recipe: "majority", set: [], normalise: "html" }), {
      code: "recipe/invalid",
      message: /text\.normalise: unknown field/,
    });
  });

  test("a recipe from a file keeps its name and columns", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "lexops-recipe-"));
    try {
      const file = path.join(folder, "recipe.yaml");
      const kept = { ...recipes.get("majority").recipe, name: "kept", columns: { text: "review", label: "stars" } };
      await writeFile(file, renderRecipe(kept));
      const loaded = await recipeForTraining(nowhere, "other.csv", { recipe: file, set: [] });
      assert.deepEqual([loaded.recipe, loaded.columns], [kept, { text: "review", label: "stars" }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("a split column alone says which rows are which; with a method it is that method's", async () => {
    const alone = await recipeForTraining(nowhere, "a.csv", { ...named, splitColumn: "part" });
    assert.deepEqual([alone.recipe.split.method, alone.recipe.split.column], ["column", "part"]);
    const group = await recipeForTraining(nowhere, "a.csv", { ...named, splitColumn: "author", splitMethod: "group" });
    assert.equal(group.recipe.split.method, "group");
    assert.deepEqual(furtherColumns(group.recipe), ["author"]);
    assert.deepEqual(furtherColumns((await recipeForTraining(nowhere, "a.csv", named)).recipe), []);
  });

  test("names of files become names of bundles", () => {
    assert.deepEqual(["a/b.csv", "imdb-50k.csv.gz", "x y&z.parquet", "..jsonl", "ünïcode.tsv"].map(fileStem), [
      "b",
      "imdb-50k",
      "x-y-z",
      "data",
      "ünïcode",
    ]);
  });

  test("a pretrained model that is no folder and was not imported is named", async () => {
    const flags = { ...named, recipe: "fine-tune", pretrained: "no-such-model" };
    await assert.rejects(recipeForTraining(nowhere, "a.csv", flags), /no-such-model/);
  });
});
