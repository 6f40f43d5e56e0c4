/** @file A worker thread's side of the pool: named tasks, progress, cancellation. */
import { parentPort, type Transferable, workerData } from "node:worker_threads";
import { CancelledError, type ErrorFacts, errorFacts } from "./errors.ts";
import type { Progress, ProgressEvent } from "./progress.ts";

/** What a task may use while it runs. */
export interface TaskContext {
  readonly progress: Progress;
  /** Hands a part of the result over before the task has ended. */
  partial(value: unknown): void;
  /** Throws `CancelledError` once the caller gave up; call it every few milliseconds of work. */
  throwIfCancelled(): void;
}

/** One named task of a worker module. */
export type Task = (payload: never, context: TaskContext) => unknown;

/** A result whose buffers move to the caller instead of being copied. */
export class Transfer<Value> {
  readonly value: Value;
  readonly transfer: readonly Transferable[];
  constructor(value: Value, transfer: readonly Transferable[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

/** From the pool to the worker. */
export interface TaskRequest {
  readonly task: string;
  readonly payload: unknown;
}

/** From the worker to the pool. */
export type TaskReply =
  | { readonly kind: "progress"; readonly event: ProgressEvent }
  | { readonly kind: "partial"; readonly value: unknown }
  | { readonly kind: "result"; readonly value: unknown }
  | { readonly kind: "error"; readonly facts: ErrorFacts };

/** What the pool hands each worker at its start. */
export interface WorkerStart {
  /** One Int32: not 0 once the current task is to stop. */
  readonly cancelFlag: SharedArrayBuffer;
}

/** Answers the pool's requests with these tasks, for as long as the thread lives. */
export function serveTasks(tasks: Readonly<Record<string, Task>>): void {
  const port = parentPort;
  if (port === null) throw new Error("serveTasks runs in a worker thread only.");
  const flag = new Int32Array((workerData as WorkerStart).cancelFlag);
  const reply = (message: TaskReply, transfer: readonly Transferable[] = []) =>
    port.postMessage(message, [...transfer]);
  port.on("message", async ({ task: name, payload }: TaskRequest) => {
    const context: TaskContext = {
      progress: (event) => reply({ kind: "progress", event }),
      partial: (value) => reply({ kind: "partial", value }),
      throwIfCancelled() {
        if (Atomics.load(flag, 0) !== 0) throw new CancelledError(`The task "${name}"`);
      },
    };
    try {
      const task = tasks[name];
      if (task === undefined) throw new Error(`The worker has no task "${name}".`);
      const result: unknown = await task(payload as never, context);
      if (result instanceof Transfer) reply({ kind: "result", value: result.value }, result.transfer);
      else reply({ kind: "result", value: result });
    } catch (error) {
      reply({ kind: "error", facts: errorFacts(error) });
    }
  });
}
