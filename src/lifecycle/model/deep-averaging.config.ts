/** @file Settings of the deep averaging network. */
import { z } from "zod";

/** Token ids → embedding → mean → hidden layers with ReLU → dense. */
export const deepAveragingConfig = z.strictObject({
  type: z.literal("deep-averaging/v1"),
  /** Numbers that stand for one token. */
  width: z.int().min(1).max(4096).default(100),
  /** Numbers of each hidden layer. */
  hidden: z.array(z.int().min(1).max(4096)).max(8).default([100, 100]),
  /** Share of a text's tokens that training leaves out of the mean. */
  wordDropout: z.number().min(0).lt(1).default(0.3),
  /** Share of the last hidden layer's numbers that training sets to 0 at random; the others make up for it. */
  dropout: z.number().min(0).lt(1).default(0),
});
