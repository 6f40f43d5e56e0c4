/** @file The pipeline of models that look at labels only. */
import type { z } from "zod";
import type { noneConfig } from "./text-pipeline.config.ts";
import type { FittedTextPipeline } from "./text-pipeline.ts";

/** A pipeline without features. */
export function noFeaturesPipeline(config: z.output<typeof noneConfig>): FittedTextPipeline {
  return {
    config,
    featureCount: 0,
    featureName: (index) => `feature ${index}`,
    async transform(texts) {
      return { kind: "none", length: texts.length };
    },
    transformBatch: (texts) => ({ kind: "none", length: texts.length }),
    files: () => ({}),
  };
}
