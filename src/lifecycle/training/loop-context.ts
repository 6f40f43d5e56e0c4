/** @file What passes between the training loop, in a worker thread, and whoever started it. */
import { type Progress, systemClock, type TaskContext } from "../../foundation/index.ts";
import type { LoopContext } from "./loop.ts";
import type { TrainingOptions } from "./training-task.ts";

/** The world of a loop in a worker thread; finished epochs are told as progress. */
export function loopContext({ progress, throwIfCancelled }: TaskContext, epochs: number): LoopContext {
  return {
    clock: systemClock,
    progress,
    epochFinished: ({ epoch, metrics }) =>
      progress({ task: "Training", done: epoch, total: epochs, unit: "epochs", metrics }),
    throwIfCancelled,
  };
}

/** Takes such progress apart: epochs here, the rest there. */
export function loopProgress({ progress, onEpoch }: Pick<TrainingOptions, "progress" | "onEpoch">): Progress {
  return (event) => {
    if (event.unit === "epochs") onEpoch?.({ epoch: event.done, metrics: event.metrics ?? {} });
    else progress?.(event);
  };
}
