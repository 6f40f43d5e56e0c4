/** @file A recipe as YAML. */
import { stringify } from "yaml";
import { type Recipe, recipeConfig } from "./recipe.config.ts";

/** Every field written out, in the schema's order; reading it back gives an equal recipe. */
export function renderRecipe({ pretrained, ...recipe }: Recipe): string {
  const named = pretrained === undefined ? recipe : { ...recipe, pretrained: { ...pretrained, folder: undefined } };
  return stringify(recipeConfig.parse(named), { version: "1.2", lineWidth: 0, flowCollectionPadding: true });
}
