/** @file Settings of any model. */
import { z } from "zod";

/** One architecture, chosen by `type`. */
export const modelConfig = z.strictObject({ type: z.literal("majority/v1") });

export type ModelConfig = z.output<typeof modelConfig>;
