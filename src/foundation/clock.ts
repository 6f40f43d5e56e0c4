/** @file Time as a parameter, so that tests and resumed runs decide what time it is. */

/** Where the current time comes from. */
export interface Clock {
  /** The wall-clock time. */
  now(): Date;
  /** Milliseconds from an arbitrary start, never going back. */
  monotonicMs(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
