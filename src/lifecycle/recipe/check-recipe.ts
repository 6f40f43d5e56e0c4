/** @file Plain data checked against the recipe's schema, each fault with its field and, where known, its line. */

import type { z } from "zod";
import { nearest } from "../../foundation/index.ts";
import { InvalidRecipeError, NewerRecipeError, type RecipeFault } from "./errors.ts";
import { knownFields, knownTypes } from "./known-fields.ts";
import { type Recipe, recipeConfig } from "./recipe.config.ts";

/** Finds the line of a field, or of the object around it. */
export type LineOf = (path: readonly PropertyKey[]) => number | undefined;

const format = recipeConfig.shape.format.value;

/**
 * The recipe with every default written out.
 * @throws InvalidRecipeError, NewerRecipeError
 */
export function checkRecipe(value: unknown, document: string, lineOf: LineOf = () => undefined): Recipe {
  requireKnownFormat(value, document);
  const result = recipeConfig.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, value, lineOf));
  throw new InvalidRecipeError(document, faults);
}

function requireKnownFormat(value: unknown, document: string): void {
  const found = (value as { format?: unknown } | null | undefined)?.format;
  const version = typeof found === "string" ? /^lexops-recipe\/v(\d+)$/.exec(found)?.[1] : undefined;
  if (version !== undefined && Number(version) > 1) throw new NewerRecipeError(document, String(found), format);
}

function faultsOf(issue: z.core.$ZodIssue, value: unknown, lineOf: LineOf): RecipeFault[] {
  const field = issue.path.map(String).join(".");
  const line = lineOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownFields(recipeConfig, issue.path, value);
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return { line: lineOf(path), field: path.join("."), problem: "unknown field", remedy: suggestion(key, known) };
    });
  }
  const found = valueAt(value, issue.path);
  if (issue.code === "invalid_union") {
    // The path of a wrong discriminator ends with "type", or stops before it where the field is missing.
    const owner = issue.path.at(-1) === "type" ? issue.path.slice(0, -1) : issue.path;
    const known = knownTypes(recipeConfig, owner, value);
    if (known.length > 0) {
      const type = valueAt(value, [...owner, "type"]);
      const problem = type === undefined ? "is missing" : `no such type as ${JSON.stringify(type)}`;
      const remedy = typeof type === "string" ? suggestion(type, known) : `One of: ${known.join(", ")}.`;
      return [{ line, field: [...owner, "type"].join("."), problem, remedy }];
    }
  }
  if (field === "" && found === null) return [{ line, field, problem: "it is empty" }];
  if (found === undefined) return [{ line, field, problem: "is missing" }];
  return [{ line, field, problem: `${plainMessage(issue)}, not ${shorten(found)}` }];
}

function suggestion(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? `Known here: ${known.join(", ")}.` : `Did you mean "${meant}"?`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const part of path) {
    if (current === null || typeof current !== "object" || !Object.hasOwn(current, part)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[part];
  }
  return current;
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Without what zod says of the received value, which follows. */
function plainMessage({ message }: z.core.$ZodIssue): string {
  return lowerFirst(message.replace(/^Invalid input: /, "").replace(/, received .*$/s, ""));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
