/** @file Recipes: named ones, and those in YAML or JSON files. */
export { recipes } from "./catalog.ts";
export { type LoadedRecipe, loadRecipe } from "./load-recipe.ts";
export { overrideRecipe } from "./override-recipe.ts";
export { parseRecipe } from "./parse-recipe.ts";
export { type Recipe, recipeConfig } from "./recipe.config.ts";
export { renderRecipe } from "./render-recipe.ts";
