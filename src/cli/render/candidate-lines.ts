/** @file The recipes that were tried, as a table. */
import type { z } from "zod";
import type { api } from "../../api/index.ts";
import { bold } from "./numbers.ts";
import type { View } from "./renderer.ts";

type Candidates = NonNullable<z.input<typeof api.train.output>["candidates"]>;

/** One line a candidate: its figure with the interval, how long it took, how large it is. */
export function candidateLines(candidates: Candidates, best: string, { color }: View): string[] {
  const width = Math.max(...candidates.map(({ name }) => name.length));
  return [
    `  ${"Recipe".padEnd(width)}  ${"F1, macro".padStart(9)}  ${"95 % interval".padEnd(17)}  ${"seconds".padStart(8)}  ${"size".padStart(9)}`,
    ...candidates.map(({ name, outcome, figure, seconds, sizeBytes }) => {
      const told = `  ${name.padEnd(width)}  `;
      if (outcome !== "finished" || figure === undefined || sizeBytes === undefined)
        return `${told}${outcome === "out-of-time" ? `stopped after ${seconds.toFixed(1)} s: out of time` : "not tried: out of time"}`;
      const { value, low, high } = figure;
      const interval = low === null || high === null ? "" : `${low.toFixed(4)} – ${high.toFixed(4)}`;
      const line = `${told}${value.toFixed(4).padStart(9)}  ${interval.padEnd(17)}  ${seconds.toFixed(1).padStart(8)}  ${`${(sizeBytes / 1e6).toFixed(1)} MB`.padStart(9)}`;
      return name === best ? bold(line, color) : line;
    }),
  ];
}
