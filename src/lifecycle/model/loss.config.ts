/** @file Settings of what training makes small. */
import { z } from "zod";

/** Cross-entropy; with smoothing, of targets that leave a share of each example to all labels (Szegedy et al. 2016). */
const crossEntropyConfig = z.strictObject({
  type: z.literal("cross-entropy/v1"),
  /** Share of an example that is spread evenly over all labels, its own included; over yes and no for labels apart. */
  labelSmoothing: z.number().min(0).lt(1).default(0),
});

/** Cross-entropy times (1 − p)^gamma, p the probability of what is true: what is easy counts less (Lin et al. 2017). */
const focalConfig = z.strictObject({
  type: z.literal("focal/v1"),
  /** 0 is cross-entropy. */
  gamma: z.number().min(0).max(20).default(2),
});

/** One loss, chosen by `type`. The weights of labels multiply it. */
export const lossConfig = z.discriminatedUnion("type", [crossEntropyConfig, focalConfig]);

export type LossConfig = z.output<typeof lossConfig>;
