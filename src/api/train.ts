import { z } from "zod";
import { calibrationConfig } from "../lifecycle/calibration/calibration.config.ts";
import { thresholdGoalConfig } from "../lifecycle/labels/threshold-goal.config.ts";
import {
  columnFields,
  evaluationReportSchema,
  fileField,
  seedField,
  severalLabelFields,
  splitFields,
  threadsField,
  warningSchema,
} from "./data-fields.ts";
import { declare } from "./declaration.ts";
import { normaliseField } from "./normalise-fields.ts";
import { pretrainedField, setField } from "./recipe-fields.ts";
import { sizeField } from "./size-field.ts";

/** From a file of labelled texts to a sealed, evaluated bundle. */
export const train = declare({
  command: ["train"],
  summary: "Train a model on a file of labelled texts and seal it in a bundle.",
  details:
    "The validation set is a part of the training set; the test set is used once, for the report. Flags override the recipe, and the bundle carries the recipe that makes it again.",
  faces: ["cli", "library"],
  input: z.strictObject({
    file: fileField,
    ...columnFields,
    ...severalLabelFields,
    recipe: z
      .string()
      .min(1)
      .default("logistic-regression")
      .describe(
        "Name of a recipe (lexops recipe list), auto-baseline to try some and keep the best, or a YAML or JSON file.",
      ),
    ...splitFields,
    calibration: calibrationConfig.shape.method
      .unwrap()
      .optional()
      .describe(
        "Make probabilities mean what they say: by a sigmoid, a rising function or one number. The recipe's unless told.",
      ),
    seed: seedField,
    threads: threadsField,
    normalise: normaliseField.optional(),
    maxSize: sizeField
      .optional()
      .describe(
        "Shrink the trained model until its graph, weights and vocabulary fit, for example 2MB; for fast-text.",
      ),
    vectors: z
      .string()
      .min(1)
      .optional()
      .describe("Word vectors (.vec, plain or gzip) that an embedding starts with; as wide as the embedding."),
    pretrained: pretrainedField,
    memory: z
      .literal("low")
      .optional()
      .describe("low: fine-tune in less memory, layers being computed again on the way back; a third slower."),
    set: setField,
    threshold: thresholdGoalConfig
      .optional()
      .describe(
        "When to give the positive one of two labels, or each of several: f1, precision=0.9, recall=0.95 (chosen on the validation set, or out of fold where there is none), or a probability.",
      ),
    name: z.string().min(1).max(200).optional().describe("Name of the bundle, for people."),
    output: z
      .string()
      .min(1)
      .optional()
      .describe("Folder of the bundle; ./lexops-output/<name> unless told. An older bundle there is replaced."),
    timeBudget: z
      .string()
      .regex(/^\d+(\.\d+)?[smh]$/, "must be a number with s, m or h, for example 5m")
      .default("5m")
      .describe("For --recipe auto-baseline: how long trying recipes, and training the best one, may take."),
    stream: z
      .boolean()
      .default(false)
      .describe(
        "Read the data once, in a stream, and keep memory bounded however many rows there are; for fast-text and hashing-logistic-regression.",
      ),
    resume: z.boolean().default(false).describe("Go on from the checkpoints of a training that was interrupted."),
  }),
  positionals: ["file"],
  placeholders: {
    text: "COLUMN",
    label: "COLUMN",
    labels: "COLUMNS",
    recipe: "NAME|FILE",
    testSize: "SHARE",
    validationSize: "SHARE",
    splitMethod: "METHOD",
    splitColumn: "COLUMN",
    normalise: "NAMES",
    maxSize: "SIZE",
    vectors: "FILE",
    pretrained: "MODEL",
    set: "FIELD=VALUE",
    threshold: "GOAL",
    output: "DIR",
    timeBudget: "TIME",
  },
  output: z.object({
    bundle: z.string(),
    id: z.string(),
    name: z.string(),
    labels: z.array(z.string()).readonly(),
    data: z.object({
      file: z.string(),
      digest: z.string(),
      rows: z.number(),
      train: z.number(),
      validation: z.number(),
      test: z.number(),
    }),
    /** Present where the recipe was chosen (auto-baseline): what was tried on the same validation rows. */
    candidates: z
      .array(
        z.object({
          name: z.string(),
          outcome: z.enum(["finished", "out-of-time", "not-tried"]),
          seconds: z.number(),
          /** Macro F1. */
          figure: z
            .object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })
            .readonly()
            .optional(),
          sizeBytes: z.number().optional(),
        }),
      )
      .readonly()
      .optional(),
    chosen: z.string().optional(),
    features: z.number(),
    history: z.object({
      epochs: z
        .array(z.object({ epoch: z.number(), metrics: z.record(z.string(), z.number()).readonly() }).readonly())
        .readonly(),
      bestEpoch: z.number(),
      stoppedEarly: z.boolean(),
    }),
    /** Null where no size was wished for. Sizes in bytes; accuracies are null where nothing was held out. */
    shrunk: z
      .object({
        maxSizeBytes: z.number(),
        sizeBytesBefore: z.number(),
        sizeBytes: z.number(),
        featuresBefore: z.number(),
        features: z.number(),
        accuracyBefore: z.number().nullable(),
        accuracy: z.number().nullable(),
      })
      .nullable(),
    /** Null where nothing was held out. */
    evaluation: evaluationReportSchema.nullable(),
    warnings: z.array(warningSchema).readonly(),
  }),
  streams: false,
  examples: [
    "lexops train reviews.csv",
    "lexops train reviews.csv --text review --label sentiment --recipe embedding-max-pool --output network",
    "lexops train reviews.csv --normalise html,lower-case,urls",
    "lexops train reviews.csv --recipe text-cnn --vectors wiki.en.vec --set model.width=300 --set training.vectors.frozen=true",
    "lexops train reviews.csv --recipe fine-tune-lora --pretrained ./all-MiniLM-L6-v2",
    "lexops train reviews.csv --recipe fast-text --stream",
    "lexops train reviews.csv --recipe auto-baseline --time-budget 5m",
    "lexops train reviews.csv --recipe network/recipe.yaml --output again",
  ],
});
