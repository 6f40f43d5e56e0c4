/** @file Settings of class weights. */
import { z } from "zod";

/**
 * How much an example of each label counts: all the same (null), "balanced" so that every label counts the same in all
 * (rows / (labels × rows of the label), scikit-learn's definition), or a weight for each label by name (1 where it is
 * left out). Where texts may have several labels, each label is weighed against the rest for itself.
 */
export const classWeightsConfig = z
  .union([z.literal("balanced"), z.record(z.string(), z.number().positive())])
  .nullable();

export type ClassWeights = z.output<typeof classWeightsConfig>;
