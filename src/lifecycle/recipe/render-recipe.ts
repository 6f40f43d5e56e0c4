/** @file A recipe as YAML. */
import { stringify } from "yaml";
import { type Recipe, recipeConfig } from "./recipe.config.ts";

/** Every field written out, in the schema's order; reading it back gives an equal recipe. */
export function renderRecipe(recipe: Recipe): string {
  return stringify(recipeConfig.parse(recipe), { version: "1.2", lineWidth: 0, flowCollectionPadding: true });
}
