/** @file Trying candidates one after the other within a time budget. */
import { CancelledError, type Clock } from "../../foundation/index.ts";

/** What one try gave. */
export interface Trial {
  /** The figure that decides; higher is better. */
  readonly figure: { readonly value: number; readonly low: number | null; readonly high: number | null };
  readonly sizeBytes: number;
}

/** A candidate's name with what came of it. */
export type TriedCandidate =
  | ({ readonly name: string; readonly outcome: "finished"; readonly seconds: number } & Trial)
  | { readonly name: string; readonly outcome: "out-of-time" | "not-tried"; readonly seconds: number };

/** How the tries are bounded. */
export interface BudgetOptions {
  /** For all tries, and for doing the best one's work once more. */
  readonly budgetMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Tries candidates in order, simplest first. The first one always ends; a later one is stopped where going on would leave
 * too little of the budget to do the best one's work again, and not begun where nothing is left.
 * @throws CancelledError when the caller's signal says so, and what `attempt` throws of its own
 */
export async function tryCandidates(
  names: readonly string[],
  attempt: (name: string, signal: AbortSignal) => Promise<Trial>,
  { budgetMs, clock, signal }: BudgetOptions,
): Promise<readonly TriedCandidate[]> {
  const begun = clock.monotonicMs();
  const tried: TriedCandidate[] = [];
  for (const name of names) {
    const best = findBest(tried);
    const left = budgetMs - (clock.monotonicMs() - begun) - (best === undefined ? 0 : best.seconds * 1000);
    if (best !== undefined && left <= 0) {
      tried.push({ name, outcome: "not-tried", seconds: 0 });
      continue;
    }
    const limited = best === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(left))]);
    const started = clock.monotonicMs();
    const seconds = () => (clock.monotonicMs() - started) / 1000;
    try {
      const trial = await attempt(name, limited);
      tried.push({ name, outcome: "finished", seconds: seconds(), ...trial });
    } catch (error) {
      if (signal.aborted || !limited.aborted || !(error instanceof CancelledError)) throw error;
      tried.push({ name, outcome: "out-of-time", seconds: seconds() });
    }
  }
  return tried;
}

/** The finished candidate with the highest figure; of equals the first, which is the simplest. */
export function findBest(
  tried: readonly TriedCandidate[],
): Extract<TriedCandidate, { readonly outcome: "finished" }> | undefined {
  const finished = tried.filter((candidate) => candidate.outcome === "finished");
  return finished.reduce<(typeof finished)[number] | undefined>(
    (best, candidate) => (best === undefined || candidate.figure.value > best.figure.value ? candidate : best),
    undefined,
  );
}
