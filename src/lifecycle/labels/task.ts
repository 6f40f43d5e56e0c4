import type { Task } from "./task.config.ts";

/** Whether a text may have several labels, or none. */
export function hasLabelSets(task: Task | undefined): boolean {
  return task === "multi-label-text-classification";
}
