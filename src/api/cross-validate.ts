import { z } from "zod";
import { foldsConfig } from "../lifecycle/data/folds.config.ts";
import { columnFields, fileField, seedField, severalLabelFields, splitFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";
import { figureFields, pretrainedField, recipeField, setField } from "./recipe-fields.ts";

const folds = foldsConfig.shape;

/** How good recipes are on data, before one is trained for good. */
export const crossValidate = declare({
  command: ["cross-validate"],
  summary: "Measure recipes by cross-validation: every text answered by a model that has not seen it.",
  details:
    "Equal texts stay in one fold. Where the recipe chooses thresholds, each fold's model does so on its own training rows. With several recipes all get the same folds, and one table says which is better and whether that is no chance. Nothing is written but what --predictions names.",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: fileField,
    ...columnFields,
    ...severalLabelFields,
    recipe: recipeField,
    compareRecipe: z
      .array(z.string().min(1))
      .default([])
      .describe("Another recipe on the same folds, to compare; can be repeated."),
    folds: folds.folds,
    method: folds.method,
    column: z.string().min(1).optional().describe("The group or time column."),
    validationSize: splitFields.validationSize.describe(
      "Share of a fold's training rows that chooses the best weights; as the recipe has it unless told.",
    ),
    ...figureFields,
    seed: seedField,
    threads: threadsField,
    pretrained: pretrainedField,
    set: setField.describe("Override any field of every recipe, for example training.c=1; can be repeated."),
    predictions: z
      .string()
      .min(1)
      .optional()
      .describe("Also write every row's out-of-fold answers there, as JSON lines."),
  }),
  positionals: ["file"],
  placeholders: {
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    recipe: "NAME|FILE",
    compareRecipe: "NAME|FILE",
    folds: "NUMBER",
    method: "METHOD",
    column: "COLUMN",
    validationSize: "SHARE",
    set: "FIELD=VALUE",
    predictions: "FILE",
  },
  output: z.looseObject({ format: z.literal("lexops-cross-validation/v1"), rows: z.number() }),
  streams: false,
  examples: [
    "lexops cross-validate reviews.csv",
    "lexops cross-validate tickets.csv --compare-recipe naive-bayes --folds 10",
    "lexops cross-validate notes.csv --method group --column patient",
    "lexops cross-validate comments.csv --multi-label",
  ],
});
