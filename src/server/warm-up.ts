/** @file The first answers of a model, which take longer, before anyone waits for them. */
import { availableParallelism } from "node:os";
import type { LoadedBundle } from "../lifecycle/bundle/index.ts";
import type { Served } from "../lifecycle/serving/index.ts";

const MOST_WORDS = 512;

/** The most tokens that a bundle's model reads of a text; infinite where it reads all. */
export function longestTextOf({ pipeline }: LoadedBundle["bundle"]): number {
  return "maxLength" in pipeline.config ? pipeline.config.maxLength : Number.POSITIVE_INFINITY;
}

/**
 * Lets what computes in worker threads answer for a short and a long text on each of them, so that all have loaded the model
 * and reserved its memory. Other models, and those that write, are left as they are.
 */
export async function warmUp(served: Served, threads = availableParallelism()): Promise<void> {
  if ("embedder" in served) {
    const { embedder } = served;
    for (const text of shortAndLong(embedder.maxLength)) await embedder.embed([text]);
  } else if ("bundle" in served && served.usesWorkers)
    for (const text of shortAndLong(longestTextOf(served.bundle)))
      await Promise.all(Array.from({ length: threads }, () => served.predict([text])));
}

function shortAndLong(longest: number): string[] {
  return [1, Math.min(longest, MOST_WORDS)].map((words) => "a ".repeat(words));
}
