/** @file Settings of the search for shift. */
import { z } from "zod";

/** When two parts differ enough to say so. */
export const shiftConfig = z.strictObject({
  /** Least lower bound of the area under the ROC curve of a model that tells the parts apart; 0.5 is chance. */
  leastArea: z.number().min(0.5).max(1).default(0.55),
  /** Least difference of a label's share, where its 95 % interval does not hold 0. */
  leastLabelDifference: z.number().min(0).max(1).default(0.02),
  /** Texts of each part that the model sees at most. */
  mostTexts: z.int().min(50).default(5000),
});
