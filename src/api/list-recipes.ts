import { z } from "zod";
import { declare } from "./declaration.ts";

/** The recipes that come with Lexops. */
export const listRecipes = declare({
  command: ["recipe", "list"],
  summary: "List the recipes that come with Lexops.",
  faces: ["cli", "library"],
  input: z.strictObject({}),
  positionals: [],
  placeholders: {},
  output: z.object({ recipes: z.array(z.object({ name: z.string(), summary: z.string() })).readonly() }),
  streams: false,
  examples: ["lexops recipe list"],
});
