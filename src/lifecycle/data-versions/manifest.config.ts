/** @file What a version of a data set is (its manifest) and where its rows lie (its layout). */
import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits");
const count = z.int().min(0);

/** Names of columns by what they hold. */
const rolesConfig = z.strictObject({
  text: z.string().nullable(),
  labels: z.array(z.string()),
  group: z.string().nullable(),
  time: z.string().nullable(),
  split: z.string().nullable(),
});

const splitAssignmentConfig = z.strictObject({
  method: z.enum(["stratified", "random", "group", "time", "column"]),
  testSize: z.number(),
  validationSize: z.number(),
  column: z.string().nullable(),
  orderIndependent: z.boolean(),
  seed: count,
  counts: z.strictObject({ train: count, validation: count, test: count, none: count }),
  /** SHA-256 of one byte a row: 0 train, 1 validation, 2 test, 3 none. */
  digest: sha256,
});

/**
 * The manifest. Its canonical JSON is a blob, and that blob's SHA-256 is the version's id; so the id depends on what
 * the version holds and never on how it is stored.
 */
export const manifestConfig = z.strictObject({
  format: z.literal("lexops-data-version/v1"),
  rows: count,
  columns: z
    .array(
      z.strictObject({
        name: z.string(),
        /** "json": each cell is a JSON value, as where some cells hold lists or numbers. */
        type: z.enum(["text", "json"]),
        /** See `column-digests.ts`. */
        digest: sha256,
      }),
    )
    .min(1),
  roles: rolesConfig,
  split: splitAssignmentConfig.nullable(),
  licence: z.string().nullable(),
  source: z.string().nullable(),
  notes: z.string().nullable(),
});

export type DataManifest = z.output<typeof manifestConfig>;

const partConfig = z.strictObject({ sha256, sizeBytes: count, rows: count });

/** The layout: rows of immutable parts, in the order of the version. */
export const layoutConfig = z.strictObject({
  format: z.literal("lexops-data-layout/v1"),
  /** Parquet files. */
  parts: z.array(partConfig),
  /**
   * A Parquet file of runs (`part`, `start`, `length`): rows `start <= row && row < start + length` of that part are
   * next. Each part is read in ascending order. Null: all rows of each part, one part after another.
   */
  order: partConfig.nullable(),
  /** A Parquet file with the column `split`, a row for each of the version's: "train", "validation", "test" or null. */
  split: partConfig.nullable(),
});

export type DataLayout = z.output<typeof layoutConfig>;
