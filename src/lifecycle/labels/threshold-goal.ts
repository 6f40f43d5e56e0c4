import type { ThresholdGoalText } from "./threshold-goal.config.ts";

/** The best F1, at least a precision or a recall, or simply a probability. */
export type ThresholdGoal =
  | { readonly type: "f1" }
  | { readonly type: "precision" | "recall"; readonly target: number }
  | { readonly type: "fixed"; readonly threshold: number };

/** What a goal means. */
export function thresholdGoal(text: ThresholdGoalText): ThresholdGoal {
  if (text === "f1") return { type: "f1" };
  const [name, share] = String(text).split("=");
  if (share === undefined) return { type: "fixed", threshold: Number(name) };
  return { type: name === "precision" ? "precision" : "recall", target: Number(share) };
}
