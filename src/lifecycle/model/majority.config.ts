/** @file Settings of the model that knows only how common each label is. */
import { z } from "zod";

/** Answers with the training set's shares of labels, whatever the text: the floor that a model has to beat. */
export const majorityConfig = z.strictObject({ type: z.literal("majority/v1") });
