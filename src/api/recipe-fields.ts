/** @file Fields of actions that fit recipes and measure what they give. */
import { z } from "zod";

/** The recipe. */
export const recipeField = z
  .string()
  .min(1)
  .default("logistic-regression")
  .describe("Name of a recipe (lexops recipe list) or a YAML or JSON file.");

/** What is said over the recipe. */
export const setField = z
  .array(z.string())
  .default([])
  .describe("Override any field of the recipe, for example training.epochs=3; can be repeated.");

/** How figures get their intervals, and what they are about. */
export const figureFields = {
  resamples: z.int().min(0).max(100_000).optional().describe("Bootstrap resamples; 1000 unless told, 0 for none."),
  positive: z.string().optional().describe("Which of two labels counts as positive; the last by name unless told."),
};

/** What a transformer starts with. */
export const pretrainedField = z
  .string()
  .min(1)
  .optional()
  .describe(
    "For fine-tuning: a Hugging Face folder, or the name of an imported model, whose tokenizer and weights to start with.",
  );
