/** @file Fields that mean the same in every action on a bundle. */
import { z } from "zod";

/** A sealed bundle on disk. */
export const bundleField = z.string().min(1).describe("Folder of a bundle.");

/** Which rows of a file are used. */
export const partField = z
  .enum(["all", "train", "validation", "test"])
  .optional()
  .describe(
    'Use only these rows of --split-column, or of the bundle\'s own split of the file; "all" unless told, "test" where --split-column is given.',
  );
