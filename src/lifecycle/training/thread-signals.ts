/** @file How a leading thread tells its helpers what to do, step after step, in some microseconds. */

/** The first words of what a team shares; those from `own` on are the team's. */
export const Signal = {
  /** Counts commands. */
  sequence: 0,
  /** Helpers that finished the command. */
  finished: 1,
  command: 2,
  own: 3,
} as const;

/** Ends the helpers; other commands are from 1 on. */
export const END = 0;

type Words = Int32Array<SharedArrayBuffer>;

/** Some 50 µs: falling asleep and being woken costs about as much. */
const SPINS = 30_000;
const CHECK_MS = 50;

/**
 * Waits until a word is no longer `value`: a little while awake, since the other thread is mostly about as far, then
 * asleep. `check` may throw.
 */
function waitWhile(words: Words, word: number, value: number, check: () => void): void {
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(words, word) !== value) return;
  while (Atomics.load(words, word) === value) {
    Atomics.wait(words, word, value, CHECK_MS);
    check();
  }
}

/** Tells the helpers what to do next. */
export function announce(words: Words, command: number): void {
  Atomics.store(words, Signal.finished, 0);
  Atomics.store(words, Signal.command, command);
  Atomics.add(words, Signal.sequence, 1);
  Atomics.notify(words, Signal.sequence);
}

/** Waits until so many helpers have finished. `check` may throw. */
export function waitForHelpers(words: Words, helpers: number, check: () => void): void {
  for (let finished = 0; finished < helpers; finished = Atomics.load(words, Signal.finished))
    waitWhile(words, Signal.finished, finished, check);
}

/** A helper's life: it obeys until it is told to end. `check` may throw. */
export function followCommands(words: Words, obey: (command: number) => void, check: () => void): void {
  for (let sequence = 0; ; sequence++) {
    waitWhile(words, Signal.sequence, sequence, check);
    const command = Atomics.load(words, Signal.command);
    if (command === END) return;
    obey(command);
    Atomics.add(words, Signal.finished, 1);
    Atomics.notify(words, Signal.finished);
  }
}
