import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { recipes } from "./catalog.ts";
import { loadRecipe } from "./load-recipe.ts";
import { renderRecipe } from "./render-recipe.ts";

describe("loading a recipe", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lexops-recipe-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test("by name, without columns", async () => {
    const { recipe, columns, builtIn } = await loadRecipe("majority");
    assert.deepEqual([recipe, columns, builtIn], [recipes.get("majority").recipe, {}, true]);
  });

  test("from a file, with the columns it names", async () => {
    const file = path.join(folder, "recipe.yaml");
    await writeFile(file, renderRecipe(recipes.get("majority").recipe));
    const { recipe, columns, builtIn } = await loadRecipe(file);
    assert.equal(recipe.name, "majority");
    assert.deepEqual([columns, builtIn], [{ text: "text", label: "label" }, false]);
  });

  test("a wrong name is answered with the nearest one", async () => {
    await assert.rejects(loadRecipe("logistic-regresion"), {
      code: "recipe/not-found",
      remedy: /^Did you mean "logistic-regression"\?/,
    });
  });

  test("a folder, a file that is not UTF-8 and one that is too large are refused", async () => {
    await assert.rejects(loadRecipe(folder), { code: "recipe/unreadable" });
    await writeFile(path.join(folder, "latin.yaml"), Buffer.from([0x6e, 0x3a, 0x20, 0xe9]));
    await assert.rejects(loadRecipe(path.join(folder, "latin.yaml")), { code: "recipe/unreadable", message: /UTF-8/ });
    await writeFile(path.join(folder, "large.yaml"), Buffer.alloc(2 ** 18 + 1, 0x20));
    await assert.rejects(loadRecipe(path.join(folder, "large.yaml")), { code: "recipe/too-large" });
  });
});
