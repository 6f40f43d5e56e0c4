/** @file What every action says of a version of a data set. */
import { z } from "zod";

/** A version that is named. */
export const versionField = z
  .string()
  .min(1)
  .describe("NAME, NAME@latest, NAME@v3, or NAME@ and an id's first digits.");

/** One version in a list. */
export const versionSchema = z.object({
  number: z.number(),
  /** 64 hex digits. */
  id: z.string(),
  rows: z.number(),
  /** What it added to what was stored before. */
  storedBytes: z.number(),
  addedFrom: z.string().nullable(),
  /** ISO 8601. */
  createdAt: z.string(),
});

/** What a version says of itself. */
export const versionFactsSchema = z.object({
  name: z.string(),
  /** "reviews@v3" */
  version: z.string(),
  number: z.number(),
  id: z.string(),
  rows: z.number(),
  columns: z.array(z.object({ name: z.string(), type: z.enum(["text", "json"]), digest: z.string() })).readonly(),
  roles: z.object({
    text: z.string().nullable(),
    labels: z.array(z.string()).readonly(),
    group: z.string().nullable(),
    time: z.string().nullable(),
    split: z.string().nullable(),
  }),
  /** A split that was decided and kept when the version was added. */
  split: z
    .looseObject({
      method: z.string(),
      seed: z.number(),
      counts: z.object({ train: z.number(), validation: z.number(), test: z.number(), none: z.number() }),
    })
    .nullable(),
  licence: z.string().nullable(),
  source: z.string().nullable(),
  notes: z.string().nullable(),
});
