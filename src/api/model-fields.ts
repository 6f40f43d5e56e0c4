/** @file What every action says of a pre-trained model. */
import { z } from "zod";

/** An imported model that is named. */
export const modelNameField = z
  .string()
  .min(1)
  .max(300)
  .describe("Name of an imported model; lexops models list shows them.");

/** The name to give. */
export const newModelNameField = z
  .string()
  .min(1)
  .max(300)
  .optional()
  .describe("What to call it here: letters, digits, dots, hyphens, underscores, at most one slash.");

/** The licence, where a person knows it. */
export const licenceField = z
  .string()
  .min(1)
  .max(10_000)
  .optional()
  .describe("Licence of the model, for example apache-2.0; what README.md or LICENSE says unless told.");

/** One imported model in a list. */
export const modelRowSchema = z.object({
  name: z.string(),
  /** SHA-256 of the list of its files with theirs. */
  id: z.string(),
  /** The architecture family, for example "bert". */
  modelType: z.string(),
  parameters: z.number(),
  sizeBytes: z.number(),
  /** Null where nobody said. */
  licence: z.string().nullable(),
  /** Who said so: "told", or the file that does. */
  licenceFrom: z.string().nullable(),
  /** The folder's name, or "owner/name@commit" of a hub. */
  source: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
});

/** What a model says of itself. */
export const modelFactsSchema = modelRowSchema.extend({
  /** Where it lies. */
  folder: z.string(),
  /** The classes it was saved from. */
  architectures: z.array(z.string()).readonly(),
  layers: z.number(),
  width: z.number(),
  heads: z.number(),
  vocabularySize: z.number(),
  /** Tokens that a text may have at most, special ones included. */
  longestText: z.number(),
  /** Element types of the weights, for example ["F16"]. */
  dtypes: z.array(z.string()).readonly(),
  /** The labels of a classifier, where it is one. */
  labels: z.array(z.string()).readonly().nullable(),
  hasLanguageModel: z.boolean(),
  /** Tensors of heads that are not known, which are left out. */
  leftOut: z.array(z.string()).readonly(),
  files: z.array(z.object({ file: z.string(), sha256: z.string(), sizeBytes: z.number() })).readonly(),
});
