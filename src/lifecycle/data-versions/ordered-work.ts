/** @file Work that is done piece by piece behind what goes on, with a limit to how much may be waiting. */

/** Pieces of work, each begun after the one before has ended. */
export interface OrderedWork {
  add(work: () => Promise<void>): void;
  /** Waits until few enough are left. @throws what went wrong in one */
  settle(): Promise<void>;
  /** Waits for all. @throws what went wrong in one */
  finish(): Promise<void>;
}

/** Nothing to do yet; `settle` leaves fewer than `most` pieces. */
export function createOrderedWork(most: number): OrderedWork {
  const pending: Promise<void>[] = [];
  let last = Promise.resolve();
  return {
    add(work) {
      last = last.then(work);
      last.catch(() => {}); // told by `settle` or `finish`
      pending.push(last);
    },
    async settle() {
      while (pending.length >= most) await pending.shift();
    },
    finish: () => last,
  };
}
