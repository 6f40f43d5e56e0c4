import { z } from "zod";
import { columnFields, fileField, seedField, severalLabelFields, splitFields, threadsField } from "./data-fields.ts";
import { declare } from "./declaration.ts";
import { figureFields, pretrainedField, recipeField, setField } from "./recipe-fields.ts";

/** Would more data help? */
export const learningCurve = declare({
  command: ["learning-curve"],
  summary: "Train on more and more of the rows and say whether still more would help.",
  details:
    "The test rows are the same throughout; each training set holds the smaller ones and keeps the shares of labels. A power law fitted to the errors forecasts twice and four times the rows.",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: fileField,
    ...columnFields,
    ...severalLabelFields,
    recipe: recipeField,
    sizes: z
      .array(z.coerce.number().gt(0).max(1))
      .min(1)
      .default([0.1, 0.2, 0.35, 0.6, 1])
      .describe("Share of the training rows; can be repeated. Unless told 0.1, 0.2, 0.35, 0.6 and 1."),
    repetitions: z
      .int()
      .min(1)
      .max(50)
      .default(3)
      .describe("Other random rows of each size, so that luck evens out; all rows are taken once."),
    metric: z
      .enum(["accuracy", "f1", "f1-micro", "f1-macro", "hamming-loss", "log-loss"])
      .optional()
      .describe(
        "What is measured, accuracy unless told: accuracy, f1 or log-loss; where texts may have several labels f1-micro unless told, f1-macro, accuracy, hamming-loss or log-loss.",
      ),
    ...splitFields,
    ...figureFields,
    seed: seedField,
    threads: threadsField,
    pretrained: pretrainedField,
    set: setField,
  }),
  positionals: ["file"],
  placeholders: {
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    recipe: "NAME|FILE",
    sizes: "SHARE",
    metric: "METRIC",
    testSize: "SHARE",
    validationSize: "SHARE",
    splitMethod: "METHOD",
    splitColumn: "COLUMN",
    set: "FIELD=VALUE",
  },
  output: z.looseObject({ format: z.literal("lexops-learning-curve/v1"), testRows: z.number() }),
  streams: false,
  examples: [
    "lexops learning-curve reviews.csv",
    "lexops learning-curve tickets.csv --recipe embedding-mean-pool --metric f1 --sizes 0.25 --sizes 0.5 --sizes 1",
  ],
});
