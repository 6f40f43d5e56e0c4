/** @file The schema of `bundle.json`: what a bundle says of itself. */
import { z } from "zod";
import { taskConfig } from "../labels/task.config.ts";
import { thresholdsConfig } from "../labels/thresholds.config.ts";
import { textPipelineConfig } from "../text/text-pipeline.config.ts";

/** The format that is written. */
export const bundleFormat = "lexops-bundle/v1";

const tensorConfig = z.strictObject({
  name: z.string().min(1),
  type: z.enum(["int64", "float32"]),
  /** Sizes, or names where they vary. */
  shape: z.array(z.union([z.int().positive(), z.string().min(1)])),
});

/** What a model takes and gives. */
const signatureConfig = z.strictObject({
  inputs: z.array(tensorConfig).min(1),
  outputs: z.array(tensorConfig).min(1),
});

/** `bundle.json` */
export const manifestConfig = z.strictObject({
  format: z.literal(bundleFormat),
  task: taskConfig,
  /** For people. */
  name: z.string().min(1).max(200),
  /** In the order of the model's outputs. */
  labels: z
    .array(z.string())
    .min(1)
    .refine((labels) => new Set(labels).size === labels.length, "labels must differ from each other"),
  /** From which probability on a label is given, where that was chosen; each is one of the labels. */
  thresholds: thresholdsConfig.optional(),
  signature: signatureConfig,
  /** Settings of the text pipeline. */
  text: textPipelineConfig,
  /** Where it came from. */
  lineage: z.record(z.string(), z.unknown()),
  /** Every other file. */
  files: z.record(
    z.string(),
    z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits"), sizeBytes: z.int().min(0) }),
  ),
});

export type Signature = z.output<typeof signatureConfig>;
export type BundleManifest = z.output<typeof manifestConfig>;
