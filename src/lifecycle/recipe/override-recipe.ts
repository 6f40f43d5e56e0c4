/** @file Single fields of a recipe, overridden as a user writes them: `training.epochs=3`. */
import { parseDocument } from "yaml";
import { checkRecipe } from "./check-recipe.ts";
import { OverrideSyntaxError } from "./errors.ts";
import type { Recipe } from "./recipe.config.ts";

/**
 * The recipe with the named fields changed; a value is YAML, such as `3`, `null` or `[1, 2]`. A changed `type` starts
 * its object anew, with that type's defaults.
 * @throws OverrideSyntaxError, InvalidRecipeError
 */
export function overrideRecipe(recipe: Recipe, overrides: readonly string[]): Recipe {
  if (overrides.length === 0) return recipe;
  const changed = structuredClone(recipe) as Record<string, unknown>;
  for (const override of overrides) apply(changed, override);
  return checkRecipe(changed, `The recipe with ${overrides.join(", ")}`);
}

function apply(recipe: Record<string, unknown>, override: string): void {
  const equals = override.indexOf("=");
  if (equals <= 0) throw new OverrideSyntaxError(override, "it has no name before an equals sign");
  const path = override.slice(0, equals).trim().split(".");
  const value = parseValue(override, override.slice(equals + 1));
  const last = path.pop()!;
  let owner = recipe;
  for (const part of path) {
    const inside = Object.hasOwn(owner, part) ? owner[part] : undefined;
    if (inside === null || typeof inside !== "object" || Array.isArray(inside))
      throw new OverrideSyntaxError(override, `"${part}" holds no fields`);
    owner = inside as Record<string, unknown>;
  }
  if (last === "type" && owner["type"] !== value) for (const key of Object.keys(owner)) delete owner[key];
  Object.defineProperty(owner, last, { value, enumerable: true, configurable: true, writable: true });
}

function parseValue(override: string, text: string): unknown {
  const parsed = parseDocument(text, { schema: "core", strict: true, prettyErrors: false, logLevel: "silent" });
  const [fault] = [...parsed.errors, ...parsed.warnings];
  if (fault !== undefined) throw new OverrideSyntaxError(override, `its value is not YAML (${fault.message})`);
  return parsed.toJS({ maxAliasCount: 0 });
}
