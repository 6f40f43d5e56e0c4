/** @file A recipe by its name or from a file. */
import { readFile, stat } from "node:fs/promises";
import { knownNames } from "../../foundation/index.ts";
import { recipes } from "./catalog.ts";
import { RecipeNotFoundError, RecipeTooLargeError, UnreadableRecipeError } from "./errors.ts";
import { type ParsedRecipe, parseRecipe, recipeLimitBytes } from "./parse-recipe.ts";

/** A recipe and where it came from. */
export interface LoadedRecipe extends ParsedRecipe {
  /** True for one that comes with Lexops. */
  readonly builtIn: boolean;
}

/** A catalogue's name wins over a file of the same name; write `./name` for the file. @throws the errors of this folder */
export async function loadRecipe(nameOrFile: string): Promise<LoadedRecipe> {
  const entry = recipes.find(nameOrFile);
  if (entry !== undefined) return { recipe: entry.recipe, columns: {}, builtIn: true };
  return { ...parseRecipe(await readText(nameOrFile), nameOrFile), builtIn: false };
}

async function readText(file: string): Promise<string> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new UnreadableRecipeError(file, "it is not a file");
    if (found.size > recipeLimitBytes) throw new RecipeTooLargeError(file, recipeLimitBytes);
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new RecipeNotFoundError(file, knownNames(file, recipes.names), error);
    if (code === "EACCES" || code === "EPERM") throw new UnreadableRecipeError(file, "permission denied", error);
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") throw new UnreadableRecipeError(file, "it is not UTF-8", error);
    throw error;
  }
}
