/** @file How the work on a data set is run. */
import type { Progress } from "../../foundation/index.ts";

/** How detectors are run; results never depend on the number of threads. */
export interface ExamineOptions {
  readonly seed: number;
  readonly threads: number;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}
