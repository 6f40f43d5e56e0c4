/** @file What an imported model is: its files. */
import { z } from "zod";

/**
 * The manifest. The SHA-256 of its canonical JSON is the model's id, so that the same files have the same id in every
 * home folder, whatever they are called there.
 */
export const pretrainedManifestConfig = z.strictObject({
  format: z.literal("lexops-pretrained/v1"),
  files: z.record(
    z.string(),
    z.strictObject({
      sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits"),
      sizeBytes: z.int().min(0),
    }),
  ),
});

export type PretrainedManifest = z.output<typeof pretrainedManifestConfig>;

/** The file in an imported model's folder that holds its manifest. */
export const manifestFile = "lexops-model.json";
