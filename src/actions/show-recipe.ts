import type { api } from "../api/index.ts";
import { loadRecipe } from "../lifecycle/recipe/index.ts";
import type { Action } from "./action.ts";

/** The recipe with every default written out. */
export const showRecipe: Action<typeof api.showRecipe> = async (_context, { recipe }) => ({
  ...(await loadRecipe(recipe)).recipe,
});
