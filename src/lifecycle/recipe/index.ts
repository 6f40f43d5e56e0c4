/** @file Recipes: named ones, and those in YAML or JSON files. */
export { type Recipe, recipeConfig } from "./recipe.config.ts";
