/** @file Recipes: named ones, and those in YAML or JSON files. */
export { type NamedRecipe, recipes } from "./catalog.ts";
export type { RecipeFault } from "./errors.ts";
export { type LoadedRecipe, loadRecipe } from "./load-recipe.ts";
export { overrideRecipe } from "./override-recipe.ts";
export { type ParsedRecipe, parseRecipe } from "./parse-recipe.ts";
export { type Recipe, recipeConfig } from "./recipe.config.ts";
export { renderRecipe } from "./render-recipe.ts";
