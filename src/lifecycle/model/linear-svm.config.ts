/** @file Settings of the linear support vector machine. */
import { z } from "zod";

/** A linear support vector machine over sparse features; how it is penalised belongs to its training (`dual-coordinate/v1`). */
export const linearSvmConfig = z.strictObject({ type: z.literal("linear-svm/v1") });
