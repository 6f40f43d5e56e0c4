/** @file The one worker pool: a few threads of one module, tasks in order, progress, cancellation with a grace period. */
import { type Transferable, Worker } from "node:worker_threads";
import { CancelledError, LexopsError, RemoteError } from "./errors.ts";
import { ignoreProgress, type Progress } from "./progress.ts";
import type { TaskReply, TaskRequest, WorkerStart } from "./worker-tasks.ts";

/** A worker thread ended while it had work: out of memory, or a fault in native code. */
export class WorkerEndedError extends LexopsError {
  readonly code = "foundation/worker-ended";
  readonly kind = "unavailable";
  constructor(task: string, reason: string, options?: ErrorOptions) {
    super(
      `The worker thread of "${task}" ended before it answered: ${reason}.`,
      "If memory ran out, use fewer threads or less data at once; otherwise run again with --debug and report it.",
      options,
    );
  }
}

/** How one task is run. */
export interface TaskOptions {
  readonly transfer?: readonly Transferable[];
  readonly progress?: Progress;
  /** Told of parts of the result as the task hands them over, all before the result. */
  readonly partial?: (value: unknown) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Threads that answer the named tasks of one module (see `serveTasks`). */
export interface WorkerPool {
  readonly threads: number;
  /** Runs one task on the next free thread. @throws what the task threw, `CancelledError`, or `WorkerEndedError`. */
  run<Result>(task: string, payload: unknown, options?: TaskOptions): Promise<Result>;
  /** Ends the threads; tasks still waiting fail with `CancelledError`. */
  close(): Promise<void>;
}

interface Job {
  readonly task: string;
  readonly payload: unknown;
  readonly options: TaskOptions;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Thread {
  readonly worker: Worker;
  readonly cancelFlag: Int32Array;
  job: Job | undefined;
}

/** Starts threads as work arrives, at most `threads` of them. An idle pool does not keep the process alive. */
export function createWorkerPool(options: {
  readonly module: URL;
  readonly threads: number;
  /** How long a cancelled task may take to notice before its thread is ended. */
  readonly graceMs?: number;
}): WorkerPool {
  const { module, threads: limit, graceMs = 2000 } = options;
  const threads: Thread[] = [];
  const waiting: Job[] = [];
  let closed = false;

  function startThread(): Thread {
    const start: WorkerStart = { cancelFlag: new SharedArrayBuffer(4) };
    const worker = new Worker(module, { workerData: start });
    const thread: Thread = { worker, cancelFlag: new Int32Array(start.cancelFlag), job: undefined };
    worker.unref();
    worker.on("message", (reply: TaskReply) => receive(thread, reply));
    worker.on("error", (error) => drop(thread, error));
    worker.on("exit", (code) => drop(thread, new Error(`exit code ${code}`)));
    threads.push(thread);
    return thread;
  }

  function drop(thread: Thread, reason: Error): void {
    const index = threads.indexOf(thread);
    if (index >= 0) threads.splice(index, 1);
    const { job } = thread;
    thread.job = undefined;
    if (job !== undefined) {
      const cancelled = closed || job.options.signal?.aborted === true;
      job.reject(
        cancelled
          ? new CancelledError(`The task "${job.task}"`)
          : new WorkerEndedError(job.task, reason.message, { cause: reason }),
      );
    }
    startWaiting();
  }

  function receive(thread: Thread, reply: TaskReply): void {
    const { job } = thread;
    if (job === undefined) return;
    if (reply.kind === "progress") {
      (job.options.progress ?? ignoreProgress)(reply.event);
      return;
    }
    if (reply.kind === "partial") {
      job.options.partial?.(reply.value);
      return;
    }
    thread.job = undefined;
    if (!closed) thread.worker.unref(); // while closing, the process has to wait for the thread's end
    Atomics.store(thread.cancelFlag, 0, 0);
    if (reply.kind === "result") job.resolve(reply.value);
    else if (reply.facts.code === "foundation/cancelled") job.reject(new CancelledError(`The task "${job.task}"`));
    else job.reject(new RemoteError(reply.facts));
    startWaiting();
  }

  function startWaiting(): void {
    while (!closed && waiting.length > 0) {
      const idle =
        threads.find((thread) => thread.job === undefined) ?? (threads.length < limit ? startThread() : undefined);
      if (idle === undefined) return;
      begin(idle, waiting.shift()!);
    }
  }

  function begin(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    const { signal, transfer = [] } = job.options;
    signal?.addEventListener("abort", () => stop(thread, job), { once: true });
    const request: TaskRequest = { task: job.task, payload: job.payload };
    thread.worker.postMessage(request, [...transfer]);
  }

  function stop(thread: Thread, job: Job): void {
    if (thread.job !== job) return;
    Atomics.store(thread.cancelFlag, 0, 1);
    setTimeout(() => {
      if (thread.job === job) void thread.worker.terminate();
    }, graceMs).unref();
  }

  return {
    threads: limit,
    run<Result>(task: string, payload: unknown, taskOptions: TaskOptions = {}) {
      return new Promise<Result>((resolve, reject) => {
        if (closed || taskOptions.signal?.aborted) {
          reject(new CancelledError(`The task "${task}"`));
          return;
        }
        waiting.push({ task, payload, options: taskOptions, resolve: resolve as (value: unknown) => void, reject });
        startWaiting();
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new CancelledError(`The task "${job.task}"`));
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
