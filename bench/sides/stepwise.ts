/** @file Our side of the benchmarks whose sides take turns: see `peers/stepwise.py`. */
import { createInterface } from "node:readline";

/** Does `work` as often as it is told to, after some times that do not count. */
export async function serveSteps(work: () => Promise<Readonly<Record<string, number>>>, warm = 2): Promise<void> {
  for (let time = 0; time < warm; time++) await work();
  say({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") break;
    for (let left = Number(line); left > 0; left--) {
      const begun = performance.now();
      const told = await work();
      const { rss } = process.memoryUsage();
      const peakBytes = process.resourceUsage().maxRSS * 1024;
      say({ milliseconds: performance.now() - begun, residentBytes: rss, peakBytes, ...told });
    }
  }
}

function say(facts: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}
