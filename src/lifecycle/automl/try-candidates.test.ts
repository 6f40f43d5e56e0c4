import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CancelledError, type Clock } from "../../foundation/index.ts";
import { findBest, type Trial, tryCandidates } from "./try-candidates.ts";

/** A clock that each try moves on by so many seconds. */
function triesOf(seconds: Readonly<Record<string, number>>, figures: Readonly<Record<string, number>>) {
  let now = 0;
  const clock: Clock = { now: () => new Date(now), monotonicMs: () => now };
  const attempt = async (name: string): Promise<Trial> => {
    now += seconds[name]! * 1000;
    return { figure: { value: figures[name]!, low: null, high: null }, sizeBytes: 1 };
  };
  return { clock, attempt };
}

const signal = new AbortController().signal;

describe("trying candidates", () => {
  test("the highest figure wins, of equals the first", async () => {
    const { clock, attempt } = triesOf({ a: 1, b: 2, c: 3 }, { a: 0.5, b: 0.9, c: 0.9 });
    const tried = await tryCandidates(["a", "b", "c"], attempt, { budgetMs: 60_000, clock, signal });
    assert.deepEqual(
      tried.map(({ outcome, seconds }) => [outcome, seconds]),
      [
        ["finished", 1],
        ["finished", 2],
        ["finished", 3],
      ],
    );
    assert.equal(findBest(tried)!.name, "b");
  });

  test("what is left of the budget has to do for the best one's work once more", async () => {
    const { clock, attempt } = triesOf({ a: 1, b: 20, c: 1 }, { a: 0.5, b: 0.9, c: 1 });
    const tried = await tryCandidates(["a", "b", "c"], attempt, { budgetMs: 40_000, clock, signal });
    assert.deepEqual(
      tried.map(({ outcome }) => outcome),
      ["finished", "finished", "not-tried"],
    );
    const tiny = await tryCandidates(["a", "b"], attempt, { budgetMs: 1, clock, signal });
    assert.deepEqual(
      tiny.map(({ outcome }) => outcome),
      ["finished", "not-tried"],
    );
  });

  test("a try that runs out of time is stopped; the caller's own signal ends all", async () => {
    const { clock } = triesOf({}, {});
    const controller = new AbortController();
    const untilAborted = (name: string, limit: AbortSignal) =>
      name === "quick"
        ? Promise.resolve({ figure: { value: 1, low: null, high: null }, sizeBytes: 1 })
        : new Promise<Trial>((_, reject) => {
            limit.addEventListener("abort", () => reject(new CancelledError("The try")));
            if (name === "ends all") controller.abort();
          });
    const options = { budgetMs: 5, clock, signal: controller.signal };
    const [, slow] = await tryCandidates(["quick", "slow"], untilAborted, options);
    assert.equal(slow!.outcome, "out-of-time");
    await assert.rejects(
      tryCandidates(["quick", "ends all"], untilAborted, { ...options, budgetMs: 1e6 }),
      CancelledError,
    );
  });
});
