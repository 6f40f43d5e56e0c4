import type { api } from "../api/index.ts";
import { recipes } from "../lifecycle/recipe/index.ts";
import type { Action } from "./action.ts";

/** The recipes that come with Lexops, simplest first. */
export const listRecipes: Action<typeof api.listRecipes> = async () => ({
  recipes: recipes.entries.map(([name, { summary }]) => ({ name, summary })),
});
