/** @file The text of a recipe, YAML or JSON, as a checked recipe. Nothing in it is ever executed. */
import { isMap, isPair, LineCounter, type ParsedNode, parseDocument, visit } from "yaml";
import { checkRecipe } from "./check-recipe.ts";
import { RecipeSyntaxError, RecipeTooLargeError } from "./errors.ts";
import type { Recipe } from "./recipe.config.ts";

/** Larger files are refused unread. */
export const recipeLimitBytes = 2 ** 18;

/** A recipe and which of its columns it named itself, rather than by default. */
export interface ParsedRecipe {
  readonly recipe: Recipe;
  readonly columns: { readonly text?: string; readonly label?: string };
}

/** @throws RecipeSyntaxError, InvalidRecipeError, NewerRecipeError, RecipeTooLargeError */
export function parseRecipe(text: string, document: string): ParsedRecipe {
  if (text.length > recipeLimitBytes) throw new RecipeTooLargeError(document, recipeLimitBytes);
  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    version: "1.2",
    schema: "core",
    strict: true,
    uniqueKeys: false, // checked below: the parser compares each pair of keys
    merge: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error", // "silent" would read the first of several documents and forget the rest
  });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const [fault] = [...parsed.errors, ...parsed.warnings]; // a warning is a tag that is not plain data
  if (fault !== undefined)
    throw new RecipeSyntaxError(document, lineAt(fault.pos[0]), lowerFirst(fault.message.replace(/\.$/, "")), fault);
  visit(parsed, {
    Alias: (_key, node) => refuse(node, "anchors and aliases are not allowed"),
    Value: (_key, node) => {
      if (node.anchor !== undefined) refuse(node, "anchors and aliases are not allowed");
    },
    Map: (_key, node) => {
      const seen = new Set<string>();
      for (const { key } of node.items) {
        const name = String(key);
        if (seen.has(name)) refuse(key, `the field "${name}" is written twice`);
        seen.add(name);
      }
    },
  });
  function refuse(node: unknown, problem: string): void {
    throw new RecipeSyntaxError(document, lineAt((node as ParsedNode).range[0]), problem);
  }

  const value: unknown = parsed.toJS();
  const recipe = checkRecipe(value, document, (path) => {
    const offset = offsetOf(parsed.contents, path);
    return offset === undefined ? undefined : lineAt(offset);
  });
  const named = (value as { columns?: { text?: string; label?: string } }).columns;
  return {
    recipe,
    columns: {
      ...(named?.text === undefined ? {} : { text: recipe.columns.text }),
      ...(named?.label === undefined ? {} : { label: recipe.columns.label }),
    },
  };
}

/** Where the field of `path` is written; where it is absent, the object that should hold it. */
function offsetOf(root: ParsedNode | null, path: readonly PropertyKey[]): number | undefined {
  let node: ParsedNode | null | undefined = root;
  let offset = root?.range[0];
  for (const part of path) {
    if (!isMap(node)) return offset;
    const pair: unknown = node.items.find(({ key }) => String(key) === String(part));
    if (!isPair<ParsedNode, ParsedNode | null>(pair)) return offset;
    offset = pair.key.range[0];
    node = pair.value;
  }
  return offset;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
