/** @file Settings of naive Bayes. */
import { z } from "zod";

/** Naive Bayes over sparse features; how it counts belongs to its training (`counting/v1`). */
export const naiveBayesConfig = z.strictObject({ type: z.literal("naive-bayes/v1") });
