/** @file Settings of a training without steps. */
import { z } from "zod";

/** Counting is all it takes: for the majority model. */
export const noneConfig = z.strictObject({ type: z.literal("none/v1") });
