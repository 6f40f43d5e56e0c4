/** @file Feature hashing: terms become columns without a vocabulary. */
import { fittedPipeline } from "./fitted-pipeline.ts";
import { HashedTerms } from "./hashed-terms.ts";
import type { HashingConfig } from "./hashing.config.ts";
import type { FittedTextPipeline } from "./text-pipeline.ts";

/** Hashing as a pipeline. @throws BadTokenPatternError */
export function hashingPipeline(config: HashingConfig): FittedTextPipeline {
  new HashedTerms(config); // A wrong pattern shows now, not with the first text.
  return fittedPipeline({
    config,
    featureCount: config.features,
    featureName: (index) => `hash ${index}`,
    files: () => ({}),
    state: () => ({ config }),
  });
}
