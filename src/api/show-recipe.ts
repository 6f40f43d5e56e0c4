import { z } from "zod";
import { declare } from "./declaration.ts";

/** A recipe with every default written out. */
export const showRecipe = declare({
  command: ["recipe", "show"],
  summary: "Show a recipe with every default written out, as YAML to keep and change.",
  faces: ["cli", "library"],
  input: z.strictObject({ recipe: z.string().min(1).describe("Name of a recipe, or a YAML or JSON file.") }),
  positionals: ["recipe"],
  placeholders: { recipe: "NAME|FILE" },
  output: z.looseObject({ format: z.literal("lexops-recipe/v1"), name: z.string() }),
  streams: false,
  examples: ["lexops recipe show logistic-regression > recipe.yaml"],
});
