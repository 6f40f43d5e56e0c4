/** @file The learning rate of each step. */
import type { ScheduleConfig } from "./schedule.config.ts";

/** The share of the optimiser's rate for step `step` of `total`, both counted from 1. */
export function scheduleShare(schedule: ScheduleConfig, step: number, total: number): number {
  const share = "warmupShare" in schedule ? schedule.warmupShare : undefined;
  const warmupSteps = share === undefined ? schedule.warmupSteps : Math.ceil(share * total);
  if (step <= warmupSteps) return step / warmupSteps;
  if (schedule.type === "constant/v1") return 1;
  if (schedule.type === "step/v1") return schedule.factor ** Math.floor((step - warmupSteps - 1) / schedule.everySteps);
  const done = Math.min(1, (step - warmupSteps) / Math.max(1, total - warmupSteps));
  const height = schedule.type === "linear/v1" ? 1 - done : (1 + Math.cos(Math.PI * done)) / 2;
  return schedule.finalShare + (1 - schedule.finalShare) * height;
}
