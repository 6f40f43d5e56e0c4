import { type Recipe, renderRecipe } from "../../lifecycle/recipe/index.ts";
import type { Renderer } from "./renderer.ts";

/** Names and summaries. */
export const renderRecipeList: Renderer<"listRecipes"> = ({ recipes }) => {
  const left = Math.max(...recipes.map(({ name }) => name.length)) + 2;
  return recipes.map(({ name, summary }) => `${name.padEnd(left)}${summary}`).join("\n");
};

/** The recipe as YAML, ready to be kept in a file. */
export const renderShownRecipe: Renderer<"showRecipe"> = (recipe) => renderRecipe(recipe as unknown as Recipe);
