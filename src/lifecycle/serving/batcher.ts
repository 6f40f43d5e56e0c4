/** @file From single requests to batches: what arrives while one batch runs makes the next. */
import { CancelledError } from "../../foundation/index.ts";
import { BatcherClosedError, QueueFullError } from "./errors.ts";

/** How work is batched. */
export interface BatcherOptions<Item, Answer> {
  /** Answers a batch, in order. One batch runs at a time. */
  run(items: readonly Item[]): Promise<readonly Answer[]>;
  /** A batch takes no further request once it has this many items. */
  readonly maximumBatch: number;
  /** What an item costs, in any unit; nothing unless told. */
  readonly costOf?: ((item: Item) => number) | undefined;
  /** A request that would make a batch cost more than this waits for the next. */
  readonly maximumCost?: number | undefined;
  /** Items that may wait for the next batch. */
  readonly queueLimit: number;
}

/** Collects requests into batches. */
export interface Batcher<Item, Answer> {
  /**
   * The answers for these items, in order. Each request is answered whole, in one batch. One that is aborted before its
   * batch begins is left out and fails with `CancelledError`.
   * @throws QueueFullError, BatcherClosedError, and what `run` threw for the batch
   */
  submit(items: readonly Item[], signal?: Pick<AbortSignal, "aborted">): Promise<readonly Answer[]>;
  /** Items that wait now. */
  readonly waiting: number;
  /** Takes no new work and resolves when all accepted work is answered. */
  close(): Promise<void>;
}

interface Request<Item, Answer> {
  readonly items: readonly Item[];
  readonly cost: number;
  readonly signal: Pick<AbortSignal, "aborted"> | undefined;
  resolve(answers: readonly Answer[]): void;
  reject(error: unknown): void;
}

/** Makes a batcher. An idle one starts a batch at the end of the event loop's turn, so that requests of one turn share it. */
export function createBatcher<Item, Answer>(options: BatcherOptions<Item, Answer>): Batcher<Item, Answer> {
  const { maximumBatch, queueLimit, costOf = () => 0, maximumCost = Number.POSITIVE_INFINITY } = options;
  let queue: Request<Item, Answer>[] = [];
  let waiting = 0;
  let busy = false;
  let closed = false;
  let whenIdle: (() => void) | undefined;

  /** The next requests, in order of arrival. */
  function takeBatch(): Request<Item, Answer>[] {
    const batch: Request<Item, Answer>[] = [];
    let size = 0;
    let cost = 0;
    let taken = 0;
    while (taken < queue.length && size < maximumBatch) {
      const request = queue[taken]!;
      const isTooMuch = size + request.items.length > maximumBatch || cost + request.cost > maximumCost;
      if (size > 0 && isTooMuch) break;
      taken++;
      waiting -= request.items.length;
      if (request.signal?.aborted) {
        request.reject(new CancelledError("The request"));
        continue;
      }
      batch.push(request);
      size += request.items.length;
      cost += request.cost;
    }
    queue = queue.slice(taken);
    return batch;
  }

  async function work(): Promise<void> {
    while (queue.length > 0) {
      const batch = takeBatch();
      if (batch.length > 0) await runBatch(batch);
    }
    busy = false;
    whenIdle?.();
  }

  async function runBatch(batch: readonly Request<Item, Answer>[]): Promise<void> {
    try {
      const answers = await options.run(batch.length === 1 ? batch[0]!.items : batch.flatMap(({ items }) => items));
      let position = 0;
      for (const { items, resolve } of batch) {
        resolve(answers.slice(position, position + items.length));
        position += items.length;
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return {
    get waiting() {
      return waiting;
    },
    submit(items, signal) {
      if (closed) return Promise.reject(new BatcherClosedError());
      if (waiting + items.length > queueLimit) return Promise.reject(new QueueFullError(waiting, queueLimit));
      const cost = items.reduce((sum, item) => sum + costOf(item), 0);
      const answers = new Promise<readonly Answer[]>((resolve, reject) => {
        queue.push({ items, cost, signal, resolve, reject });
      });
      waiting += items.length;
      if (!busy) {
        busy = true;
        setImmediate(work);
      }
      return answers;
    },
    close() {
      closed = true;
      return new Promise((resolve) => {
        if (busy) whenIdle = resolve;
        else resolve();
      });
    },
  };
}
