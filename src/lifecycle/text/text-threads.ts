/** @file Where the work on texts runs: on worker threads, or right here where starting some would take longer. */
import { availableParallelism } from "node:os";
import {
  CancelledError,
  createWorkerPool,
  ignoreProgress,
  siblingModule,
  type TaskOptions,
  Transfer,
} from "../../foundation/index.ts";
import type { TextColumn } from "./text-column.ts";
import type { TransformOptions } from "./text-pipeline.ts";
import { type TextTaskName, textTasks } from "./text-tasks.ts";

/** Runs tasks of `textTasks`. */
export interface TextThreads {
  readonly threads: number;
  run<Name extends TextTaskName>(
    name: Name,
    payload: Parameters<(typeof textTasks)[Name]>[0],
  ): Promise<Moved<ReturnType<(typeof textTasks)[Name]>>>;
}

/** What a task gives once it has moved to the caller. */
type Moved<Result> = Result extends Transfer<infer Value> ? Value : Result;

/** Texts of fewer bytes than this are not worth starting a thread. */
export const FEW_BYTES = 1 << 19;

/** Opens threads for as long as `work` takes. */
export async function withThreads<Result>(
  texts: TextColumn,
  options: TransformOptions,
  work: (threads: TextThreads) => Promise<Result>,
): Promise<Result> {
  const threads = Math.max(1, options.threads ?? availableParallelism());
  const taskOptions: TaskOptions = { progress: options.progress ?? ignoreProgress, signal: options.signal };
  if (texts.bytes.length < FEW_BYTES) return work(onThisThread(taskOptions));
  const pool = createWorkerPool({ module: siblingModule(import.meta.url, "text-worker"), threads });
  try {
    return await work({ threads, run: (name, payload) => pool.run(name, payload, taskOptions) });
  } finally {
    await pool.close();
  }
}

function onThisThread({ progress = ignoreProgress, signal }: TaskOptions): TextThreads {
  const throwIfCancelled = () => {
    if (signal?.aborted) throw new CancelledError("The work on texts");
  };
  return {
    threads: 1,
    async run(name, payload) {
      const task = textTasks[name] as (payload: unknown, context: unknown) => never;
      const result: unknown = task(payload, { progress, throwIfCancelled });
      return (result instanceof Transfer ? result.value : result) as never;
    },
  };
}
