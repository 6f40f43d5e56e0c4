/** @file Settings of learning-rate schedules. */
import { z } from "zod";

const warmupSteps = z.int().min(0).default(0);
/** The warm-up as a share of all steps, in place of `warmupSteps`. */
const warmupShare = z.number().min(0).max(1).optional();
const finalShare = z.number().min(0).max(1).default(0);

/** How the learning rate moves: up from 0 in a line over `warmupSteps`, then as `type` says to the last step. */
export const scheduleConfig = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("constant/v1"), warmupSteps }),
  /** In a straight line to `finalShare` of the optimiser's rate. */
  z.strictObject({ type: z.literal("linear/v1"), warmupSteps, warmupShare, finalShare }),
  /** By half a cosine wave to `finalShare` of the optimiser's rate. */
  z.strictObject({ type: z.literal("cosine/v1"), warmupSteps, warmupShare, finalShare }),
  /** Times `factor` after every `everySteps` steps that follow the warm-up. */
  z.strictObject({
    type: z.literal("step/v1"),
    warmupSteps,
    everySteps: z.int().min(1),
    factor: z.number().positive().max(1).default(0.1),
  }),
]);

export type ScheduleConfig = z.output<typeof scheduleConfig>;
